{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ delete_touched_days('sale_on') }}"
) }}
-- Sales by area and day on both axes; grain: axis, area_level, area_code, platform, goods_class,
-- flow, sale_on. Only touched days are made again.
with leaves as (

    select * from {{ ref('int_area_leaves') }}

),

areas as (

    {% for level, code, members, local in area_levels() %}
    select
        axis,
        '{{ level }}' as area_level,
        {{ code }} as area_code,
        platform,
        goods_class,
        flow,
        sale_on,
        gross_fen,
        refund_fen,
        {%- for measure in ['local_gross_fen', 'local_refund_fen'] %}
        {{ local ~ '_' ~ measure if local else "case when axis = 'seller' then 0 end" }} as {{ measure }},
        {%- endfor %}
        estimated_gross_fen,
        estimated_refund_fen,
        {{ level if level in ['county', 'prefecture', 'province'] else 'leaf' }}_line_count as line_count
    from leaves
    where leaf in ('{{ members | join("', '") }}')
    union all
    {% endfor %}
    select
        axis,
        case when village_code is null then 'village_rest' else 'village' end as area_level,
        coalesce(village_code, county_code) as area_code,
        platform,
        goods_class,
        flow,
        sale_on,
        gross_fen,
        refund_fen,
        cast(null as bigint) as local_gross_fen,
        cast(null as bigint) as local_refund_fen,
        estimated_gross_fen,
        estimated_refund_fen,
        leaf_line_count as line_count
    from leaves
    where axis = 'origin' and leaf = 'county'

),

final as (

    select
        axis,
        area_level,
        area_code,
        platform,
        goods_class,
        flow,
        cast(sum(gross_fen) as bigint) as gross_fen,
        cast(sum(refund_fen) as bigint) as refund_fen,
        cast(sum(gross_fen) - sum(refund_fen) as bigint) as net_fen,
        cast(sum(local_gross_fen) as bigint) as local_gross_fen,
        cast(sum(local_refund_fen) as bigint) as local_refund_fen,
        cast(sum(estimated_gross_fen) as bigint) as estimated_gross_fen,
        cast(sum(estimated_refund_fen) as bigint) as estimated_refund_fen,
        cast(sum(line_count) as bigint) as line_count,
        sale_on
    from areas
    group by axis, area_level, area_code, platform, goods_class, flow, sale_on

)

select * from final
