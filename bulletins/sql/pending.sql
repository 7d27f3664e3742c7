-- what is pending of each shop of the area (all of them for the province) by kind; payments and refunds
-- of the month
with pending as (

    select
        pending.platform,
        pending.shop_id,
        pending.order_id,
        pending.line_id,
        pending.kind,
        pending.appeal_before,
        pending.paid_fen,
        pending.month_on
    from pending_kinds as pending
    left join dim_region_day as shops
        on
            pending.shop_county_code = shops.evidence_code
            and shops.valid_from <= $last_on and $last_on < shops.valid_to
    where $area_code in ($province_code, shops.region_code, shops.prefecture_code)

),

movements as (

    select
        platform,
        shop_id,
        kind,
        paid_fen as gross_fen,
        0 as refund_fen,
        1 as line_count,
        appeal_before
    from pending
    where month_on = $month_on
    union all
    select
        pending.platform,
        pending.shop_id,
        pending.kind,
        0 as gross_fen,
        refunds.amount_fen as refund_fen,
        0 as line_count,
        null as appeal_before
    from fct_origin_refunds as refunds
    inner join pending using (platform, order_id, line_id)
    where refunds.origin_status = 'pending' and refunds.month_on = $month_on

)

select
    platform,
    shop_id,
    kind,
    sum(gross_fen)::bigint as gross_fen,
    sum(refund_fen)::bigint as refund_fen,
    sum(line_count)::bigint as line_count,
    max(appeal_before) as appeal_before
from movements
group by platform, shop_id, kind
order by platform, shop_id, kind
