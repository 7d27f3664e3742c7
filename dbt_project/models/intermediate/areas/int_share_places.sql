-- Lines × origin shares of touched days, payments and refunds, each with its two places as leaves
-- of the tree of areas: a county, or the bucket of the finest area that is known. Money of refunds
-- stands on the day that the refund is booked.
with build as (

    select * from {{ ref('int_build') }}

),

lines as (

    select * from {{ ref('fct_lines') }}

),

movements as (

    select
        origin.platform,
        origin.order_id,
        origin.line_id,
        origin.share_no,
        origin.origin_grade,
        origin.origin_status,
        origin.area_code,
        origin.village_code,
        origin.paid_fen as gross_fen,
        cast(0 as bigint) as refund_fen,
        lines.booked_on as sale_on
    from {{ ref('fct_origin') }} as origin
    inner join lines
        on origin.platform = lines.platform and origin.order_id = lines.order_id and origin.line_id = lines.line_id
    union all
    select
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        refunds.share_no,
        refunds.origin_grade,
        refunds.origin_status,
        refunds.area_code,
        refunds.village_code,
        cast(0 as bigint) as gross_fen,
        refunds.amount_fen as refund_fen,
        coalesce(refunds.succeeded_on, lines.booked_on) as sale_on
    from {{ ref('fct_origin_refunds') }} as refunds
    inner join lines
        on refunds.platform = lines.platform and refunds.order_id = lines.order_id and refunds.line_id = lines.line_id

),

placed as (

    select
        movements.platform,
        movements.order_id,
        movements.line_id,
        movements.share_no,
        lines.shop_id,
        lines.goods_class,
        lines.flow,
        movements.origin_grade,
        movements.origin_status,
        {{ leaf_level('lines.seller_area_code', 'sellers.level', 'lines.seller_status') }} as seller_leaf,
        {{ leaf_level('movements.area_code', 'origins.level', 'movements.origin_status') }} as origin_leaf,
        lines.seller_county_code,
        case
            when lines.seller_status in ('county', 'prefecture') then sellers.prefecture_code
        end as seller_prefecture_code,
        case
            when starts_with(movements.area_code, build.province_stem) and origins.level = 'county'
                then movements.area_code
        end as origin_county_code,
        case
            when starts_with(movements.area_code, build.province_stem) then origins.prefecture_code
        end as origin_prefecture_code,
        case
            when movements.origin_status = 'certain' and starts_with(movements.area_code, build.province_stem)
                then movements.village_code
        end as origin_village_code,
        movements.gross_fen,
        movements.refund_fen,
        movements.sale_on,
        lines.month_on as payment_month_on
    from movements
    inner join lines
        on
            movements.platform = lines.platform
            and movements.order_id = lines.order_id
            and movements.line_id = lines.line_id
    cross join build
    left join {{ ref('int_region_days') }} as sellers
        on lines.seller_area_code = sellers.evidence_code and {{ in_force('sellers', 'lines.booked_on') }}
    left join {{ ref('int_region_days') }} as origins
        on movements.area_code = origins.evidence_code and {{ in_force('origins', 'lines.booked_on') }}
    where movements.sale_on in (select touched_on from {{ ref('journal_days') }})

),

final as (

    select
        *,
        coalesce(
            origin_status in ('certain', 'estimated') and origin_county_code = seller_county_code, false
        ) as is_local_to_county,
        coalesce(
            origin_status in ('certain', 'estimated') and origin_prefecture_code = seller_prefecture_code, false
        ) as is_local_to_prefecture,
        origin_leaf in ('county', 'prefecture_rest', 'province_rest')
        and seller_leaf in ('county', 'prefecture_rest', 'province_rest') as is_local_to_province,
        refund_fen = 0 as is_payment
    from placed

)

select * from final
