-- sales of the month by platform, class and flow: the province and the buckets beside it on both
-- axes, and what a prefecture couldn't place in a county by the seller's place
select
    axis,
    area_level,
    area_code,
    platform,
    goods_class,
    flow,
    sum(gross_fen)::bigint as gross_fen,
    sum(refund_fen)::bigint as refund_fen,
    sum(net_fen)::bigint as net_fen,
    sum(line_count)::bigint as line_count
from mart_sales_area_month
where
    month_on = $month_on
    and (
        area_level in ('province', 'outside', 'unattributed', 'pending')
        or (axis = 'seller' and area_level = 'prefecture_rest')
    )
group by all
order by all
