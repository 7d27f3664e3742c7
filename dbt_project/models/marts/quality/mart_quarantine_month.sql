-- Rows that could not be read exactly, by reason; an unreadable amount is null and counted apart.
select
    platform,
    kind,
    reason,
    count(*) as row_count,
    cast(sum(amount_fen) as bigint) as amount_fen,
    count(*) filter (where amount_fen is null) as unknown_amount_count,
    month_on
from {{ ref('int_quarantine') }}
group by platform, kind, reason, month_on
