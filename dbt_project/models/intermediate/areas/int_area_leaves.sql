{%- set groups = ['sale_on', 'platform', 'goods_class', 'flow', 'leaf', 'county_code', 'prefecture_code'] -%}
{%- set sums = ['gross_fen', 'refund_fen'] -%}
{%- set locals = [
    'county_local_gross_fen', 'county_local_refund_fen',
    'prefecture_local_gross_fen', 'prefecture_local_refund_fen',
    'province_local_gross_fen', 'province_local_refund_fen',
] -%}
{%- set estimates = ['estimated_gross_fen', 'estimated_refund_fen'] -%}
{%- set counts = ['leaf_line_count', 'county_line_count', 'prefecture_line_count', 'province_line_count'] -%}
-- Sales of touched days by the leaf of each axis. Seller figures come from lines and refunds, origin
-- figures from shares; the seller axis takes from the shares only what part is local.
with build as (

    select * from {{ ref('int_build') }}

),

-- what a side has no figure for is null, where none can be, and 0 elsewhere
rows_of_both as (

    {% for axis, relation, given, missing in [
        ('origin', 'int_origin_sales', sums + estimates + counts, 'cast(null as bigint)'),
        ('seller', 'int_seller_sales', sums + counts, 'cast(0 as bigint)'),
        ('seller', 'int_local_sales', locals, 'cast(0 as bigint)'),
    ] %}
    select
        '{{ axis }}' as axis,
        {%- for column in groups %}
        {{ column }},
        {%- endfor %}
        {%- for measure in sums + locals + estimates + counts %}
        {{ measure if measure in given else missing ~ ' as ' ~ measure }},
        {%- endfor %}
        {{ 'village_code' if axis == 'origin' else 'cast(null as varchar) as village_code' }}
    from {{ ref(relation) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        rows_of_both.axis,
        {%- for column in groups %}
        rows_of_both.{{ column }},
        {%- endfor %}
        {%- for measure in sums + locals + estimates + counts %}
        cast(sum(rows_of_both.{{ measure }}) as bigint) as {{ measure }},
        {%- endfor %}
        build.province_code,
        rows_of_both.village_code
    from rows_of_both
    cross join build
    group by
        rows_of_both.axis, {{ 'rows_of_both.' ~ groups | join(', rows_of_both.') }},
        build.province_code, rows_of_both.village_code

)

select * from final
