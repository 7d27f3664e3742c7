-- records of the month that couldn't be read exactly, of a platform, kind and reason
select
    platform,
    coalesce(record_id, '') as key,
    source,
    batch_id,
    amount_fen as fen,
    cast(null as varchar) as evidence_id
from fct_quarantine
where month_on = $month_on and platform = $platform and kind = $kind and reason = $reason
order by all
