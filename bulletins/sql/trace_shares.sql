-- each payment and refund of a line's share with its origin, and whether that is the seller's own place
with movements as (

    select
        platform,
        order_id,
        line_id,
        share_no,
        cast(null as varchar) as refund_id,
        cast(null as date) as succeeded_on,
        origin_grade,
        origin_status,
        evidence_id,
        area_code,
        village_code,
        household_code,
        paid_fen as fen
    from fct_origin
    union all
    select
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        refunds.share_no,
        refunds.refund_id,
        refunds.succeeded_on,
        refunds.origin_grade,
        refunds.origin_status,
        origin.evidence_id,
        refunds.area_code,
        refunds.village_code,
        refunds.household_code,
        -refunds.amount_fen as fen
    from fct_origin_refunds as refunds
    inner join fct_origin as origin using (platform, order_id, line_id, share_no)

),

dated as (

    select
        movements.*,
        coalesce(movements.succeeded_on, lines.booked_on) as sale_on,
        coalesce(told.batch_id, lines.batch_id) as batch_id,
        lines.booked_on,
        lines.shop_id,
        lines.goods_class,
        lines.class_evidence,
        lines.flow,
        lines.seller_county_code,
        lines.seller_status,
        case
            when movements.origin_status = 'pending' then 'pending'
            when movements.origin_status in ('unknown', 'candidate') or movements.area_code is null
                then 'unattributed'
            when left(movements.area_code, 2) || '0000' != $province_code then 'outside'
            when origins.level = 'county' then 'county'
            when origins.level = 'prefecture' then 'prefecture_rest'
            else 'province_rest'
        end as leaf,
        origins.prefecture_code as origin_prefecture_code,
        sellers.prefecture_code as seller_prefecture_code
    from movements
    inner join fct_lines as lines using (platform, order_id, line_id)
    left join fct_refunds as told using (platform, order_id, line_id, refund_id)
    left join dim_region_day as origins
        on
            movements.area_code = origins.evidence_code
            and origins.valid_from <= lines.booked_on and lines.booked_on < origins.valid_to
    left join dim_region_day as sellers
        on
            lines.seller_area_code = sellers.evidence_code
            and lines.seller_status in ('county', 'prefecture')
            and sellers.valid_from <= lines.booked_on and lines.booked_on < sellers.valid_to

),

placed as (

    select
        *,
        coalesce(
            origin_status in ('certain', 'estimated') and leaf = 'county' and area_code = seller_county_code,
            false
        ) as is_local_to_county,
        coalesce(
            origin_status in ('certain', 'estimated')
            and leaf in ('county', 'prefecture_rest')
            and origin_prefecture_code = seller_prefecture_code,
            false
        ) as is_local_to_prefecture,
        leaf in ('county', 'prefecture_rest', 'province_rest')
        and seller_status in ('county', 'prefecture', 'province') as is_local_to_province
    from dated
    where sale_on >= $from_on and sale_on < $to_on

)

select
    placed.* replace (
        case when placed.origin_status = 'certain' and placed.leaf = 'county' then placed.village_code end
            as village_code
    ),
    date_trunc('month', placed.sale_on)::date as month_on,
    placed.origin_grade as grade,
    placed.origin_status as status,
    counties.region_code as county_code,
    prefectures.region_code as prefecture_code
from placed
left join dim_region_day as counties
    on
        case
            when $is_local then placed.seller_county_code
            when placed.leaf = 'county' then placed.area_code
        end = counties.evidence_code
        and counties.valid_from <= last_day(placed.sale_on) and last_day(placed.sale_on) < counties.valid_to
left join dim_region_day as prefectures
    on
        case
            when $is_local then placed.seller_prefecture_code
            when placed.leaf in ('county', 'prefecture_rest') then placed.origin_prefecture_code
        end = prefectures.evidence_code
        and prefectures.valid_from <= last_day(placed.sale_on) and last_day(placed.sale_on) < prefectures.valid_to
