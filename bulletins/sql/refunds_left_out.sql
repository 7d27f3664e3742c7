-- succeeded refunds that no sale carries, by why
select
    reason,
    sum(refund_count)::bigint as refund_count,
    sum(amount_fen)::bigint as amount_fen
from mart_refunds_left_out_month
where month_on = $month_on
group by all
order by all
