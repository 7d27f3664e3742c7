-- orders that are no sale, by why
select
    sale_state,
    sum(order_count)::bigint as order_count,
    sum(paid_fen)::bigint as paid_fen
from mart_not_a_sale_month
where month_on = $month_on
group by all
order by all
