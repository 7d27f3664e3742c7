-- sales by the seller's place in the month: the province by platform, class and flow,
-- and what a prefecture couldn't place in a county
select
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
    axis = 'seller'
    and month_on = $month_on
    and area_level in ('province', 'prefecture_rest')
group by all
order by all
