-- payments of a month and what of them was refunded within it, of shops that answered for the compared
-- month and for that of the year before; places are those of the compared month's last day
with matched as (

    select
        platform,
        shop_id
    from fct_shop_months
    where is_answered and month_on in ($compared_on, $compared_base_on)
    group by platform, shop_id
    having count(*) = 2

),

movements as (

    select
        platform,
        order_id,
        line_id,
        cast(null as bigint) as share_no,
        cast(null as varchar) as refund_id,
        batch_id,
        booked_on as sale_on,
        paid_fen as fen,
        seller_grade as grade,
        seller_status as status,
        seller_evidence_id as evidence_id,
        seller_area_code as area_code,
        cast(null as varchar) as village_code
    from fct_lines
    where $axis = 'seller' and month_on = $from_on
    union all
    select
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        cast(null as bigint) as share_no,
        refunds.refund_id,
        refunds.batch_id,
        cast(refunds.refund_booked_at as date) as sale_on,
        -refunds.amount_fen as fen,
        lines.seller_grade as grade,
        lines.seller_status as status,
        lines.seller_evidence_id as evidence_id,
        lines.seller_area_code as area_code,
        cast(null as varchar) as village_code
    from fct_refunds as refunds
    inner join fct_lines as lines using (platform, order_id, line_id)
    where $axis = 'seller' and lines.month_on = $from_on and refunds.month_on = $from_on
    union all
    select
        origin.platform,
        origin.order_id,
        origin.line_id,
        origin.share_no,
        cast(null as varchar) as refund_id,
        lines.batch_id,
        lines.booked_on as sale_on,
        origin.paid_fen as fen,
        origin.origin_grade as grade,
        origin.origin_status as status,
        origin.evidence_id,
        origin.area_code,
        case when origin.origin_status = 'certain' then origin.village_code end as village_code
    from fct_origin as origin
    inner join fct_lines as lines using (platform, order_id, line_id)
    where $axis = 'origin' and lines.month_on = $from_on
    union all
    select
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        refunds.share_no,
        refunds.refund_id,
        coalesce(told.batch_id, lines.batch_id) as batch_id,
        coalesce(refunds.succeeded_on, lines.booked_on) as sale_on,
        -refunds.amount_fen as fen,
        refunds.origin_grade as grade,
        refunds.origin_status as status,
        origin.evidence_id,
        refunds.area_code,
        case when refunds.origin_status = 'certain' then refunds.village_code end as village_code
    from fct_origin_refunds as refunds
    inner join fct_origin as origin using (platform, order_id, line_id, share_no)
    inner join fct_lines as lines using (platform, order_id, line_id)
    left join fct_refunds as told using (platform, order_id, line_id, refund_id)
    where $axis = 'origin' and lines.month_on = $from_on and refunds.month_on = $from_on

)

select
    movements.*,
    lines.booked_on,
    lines.shop_id,
    lines.goods_class,
    lines.class_evidence,
    lines.flow,
    $compared_on as month_on,
    case regions.level
        when 'county' then 'county'
        when 'prefecture' then 'prefecture_rest'
        else 'province_rest'
    end as leaf,
    case when regions.level = 'county' then regions.region_code end as county_code,
    regions.prefecture_code,
    cast(null as varchar) as household_code
from movements
inner join fct_lines as lines using (platform, order_id, line_id)
inner join matched on lines.platform = matched.platform and lines.shop_id = matched.shop_id
inner join dim_region_day as regions
    on
        movements.area_code = regions.evidence_code
        and regions.valid_from <= last_day($compared_on) and last_day($compared_on) < regions.valid_to
where regions.province_code = $province_code
