{{ config(materialized='view') }}
-- Payments and refunds of touched days by the leaf of the seller axis, a row a line or refund.
with build as (

    select * from {{ ref('int_build') }}

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

final as (

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
        line_count as leaf_line_count,
        line_count as county_line_count,
        line_count as prefecture_line_count,
        line_count as province_line_count
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

)

select * from final
