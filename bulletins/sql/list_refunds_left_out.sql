-- refunds of the month that no sale carries, for a reason
select
    platform,
    refund_id as key,
    cast(null as varchar) as source,
    batch_id,
    amount_fen as fen,
    cast(null as varchar) as evidence_id
from fct_refunds_left_out
where month_on = $month_on and reason = $reason
order by all
