-- Succeeded refunds that no sale line carries, by reason and month.
select
    platform,
    reason,
    count(*) as refund_count,
    cast(sum(amount_fen) as bigint) as amount_fen,
    month_on
from {{ ref('fct_refunds_left_out') }}
group by platform, reason, month_on
