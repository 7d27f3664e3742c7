-- orders of the month that are no sale, of a state
select
    platform,
    order_id as key,
    cast(null as varchar) as source,
    batch_id,
    paid_fen as fen,
    cast(null as varchar) as evidence_id
from fct_orders
where month_on = $month_on and sale_state = $sale_state
order by all
