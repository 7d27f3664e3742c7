{%- set areas = {
    'leaf': 'origin_leaf, origin_county_code, origin_prefecture_code, origin_village_code',
    'county': 'origin_leaf, origin_county_code, origin_prefecture_code',
    'prefecture': "origin_leaf in ('county', 'prefecture_rest'), origin_prefecture_code",
    'province': "origin_leaf in ('county', 'prefecture_rest', 'province_rest')",
} -%}
{%- set measures = [
    'gross_fen', 'refund_fen',
    'county_local_gross_fen', 'county_local_refund_fen',
    'prefecture_local_gross_fen', 'prefecture_local_refund_fen',
    'province_local_gross_fen', 'province_local_refund_fen',
    'estimated_gross_fen', 'estimated_refund_fen',
    'leaf_line_count', 'county_line_count', 'prefecture_line_count', 'province_line_count',
] -%}
-- Sales of touched days by the leaf of each axis. Seller figures come from lines and refunds, origin
-- figures from shares; the seller axis takes from the shares only what part is local.
-- noqa: disable=layout.indent
with build as (

    select * from {{ ref('int_build') }}

),

shares as (

    select * from {{ ref('int_share_places') }}

),

movements as (

    select
        *,
        refund_fen = 0 as is_payment
    from shares

),

-- a line counts once in each area, however many shares it has there
origin_rows as (

    select
        'origin' as axis,
        sale_on,
        platform,
        goods_class,
        flow,
        origin_leaf as leaf,
        origin_county_code as county_code,
        case when origin_leaf in ('county', 'prefecture_rest') then origin_prefecture_code end as prefecture_code,
        origin_village_code as village_code,
        gross_fen,
        refund_fen,
        cast(null as bigint) as county_local_gross_fen,
        cast(null as bigint) as county_local_refund_fen,
        cast(null as bigint) as prefecture_local_gross_fen,
        cast(null as bigint) as prefecture_local_refund_fen,
        cast(null as bigint) as province_local_gross_fen,
        cast(null as bigint) as province_local_refund_fen,
        case when origin_status = 'estimated' then gross_fen else 0 end as estimated_gross_fen,
        case when origin_status = 'estimated' then refund_fen else 0 end as estimated_refund_fen,
        {%- for name, columns in areas.items() %}
        cast(
            is_payment and row_number() over (
                partition by platform, order_id, line_id, is_payment, {{ columns }}
                order by share_no
            ) = 1 as bigint
        ) as {{ name }}_line_count{{ ',' if not loop.last }}
        {%- endfor %}
    from movements

),

seller_lines as (

    select
        lines.*,
        sellers.prefecture_code,
        {{ leaf_level('lines.seller_area_code', 'sellers.level', 'lines.seller_status') }} as leaf
    from {{ ref('fct_lines') }} as lines
    cross join build
    left join {{ ref('int_region_days') }} as sellers
        on lines.seller_area_code = sellers.evidence_code and {{ in_force('sellers', 'lines.booked_on') }}

),

seller_rows as (

    select
        sale_on,
        platform,
        goods_class,
        flow,
        leaf,
        seller_county_code as county_code,
        case when leaf in ('county', 'prefecture_rest') then prefecture_code end as prefecture_code,
        gross_fen,
        refund_fen,
        line_count
    from (
        select
            *,
            booked_on as sale_on,
            paid_fen as gross_fen,
            cast(0 as bigint) as refund_fen,
            cast(1 as bigint) as line_count
        from seller_lines
        union all
        select
            seller_lines.*,
            cast(refunds.refund_booked_at as date) as sale_on,
            cast(0 as bigint) as gross_fen,
            refunds.amount_fen as refund_fen,
            cast(0 as bigint) as line_count
        from {{ ref('fct_refunds') }} as refunds
        inner join seller_lines
            on
                refunds.platform = seller_lines.platform
                and refunds.order_id = seller_lines.order_id
                and refunds.line_id = seller_lines.line_id
    ) as movements
    where sale_on in (select touched_on from {{ ref('journal_days') }})

),

rows_of_both as (

    select * from origin_rows
    union all
    select
        'seller' as axis,
        sale_on,
        platform,
        goods_class,
        flow,
        leaf,
        county_code,
        prefecture_code,
        cast(null as varchar) as village_code,
        gross_fen,
        refund_fen,
        cast(0 as bigint) as county_local_gross_fen,
        cast(0 as bigint) as county_local_refund_fen,
        cast(0 as bigint) as prefecture_local_gross_fen,
        cast(0 as bigint) as prefecture_local_refund_fen,
        cast(0 as bigint) as province_local_gross_fen,
        cast(0 as bigint) as province_local_refund_fen,
        cast(0 as bigint) as estimated_gross_fen,
        cast(0 as bigint) as estimated_refund_fen,
        line_count as leaf_line_count,
        line_count as county_line_count,
        line_count as prefecture_line_count,
        line_count as province_line_count
    from seller_rows
    union all
    select
        'seller' as axis,
        sale_on,
        platform,
        goods_class,
        flow,
        seller_leaf as leaf,
        seller_county_code as county_code,
        seller_prefecture_code as prefecture_code,
        cast(null as varchar) as village_code,
        cast(0 as bigint) as gross_fen,
        cast(0 as bigint) as refund_fen,
        {%- for level in ['county', 'prefecture', 'province'] %}
        case when is_local_to_{{ level }} then gross_fen else 0 end as {{ level }}_local_gross_fen,
        case when is_local_to_{{ level }} then refund_fen else 0 end as {{ level }}_local_refund_fen,
        {%- endfor %}
        cast(0 as bigint) as estimated_gross_fen,
        cast(0 as bigint) as estimated_refund_fen,
        cast(0 as bigint) as leaf_line_count,
        cast(0 as bigint) as county_line_count,
        cast(0 as bigint) as prefecture_line_count,
        cast(0 as bigint) as province_line_count
    from shares

),

final as (

    select
        rows_of_both.axis,
        rows_of_both.sale_on,
        rows_of_both.platform,
        rows_of_both.goods_class,
        rows_of_both.flow,
        rows_of_both.leaf,
        rows_of_both.county_code,
        rows_of_both.prefecture_code,
        build.province_code,
        rows_of_both.village_code,
        {%- for measure in measures %}
        cast(sum(rows_of_both.{{ measure }}) as bigint) as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from rows_of_both
    cross join build
    group by all

)

select * from final
