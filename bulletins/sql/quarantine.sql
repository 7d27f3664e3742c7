-- rows that couldn't be read exactly
select
    platform,
    kind,
    reason,
    sum(row_count)::bigint as row_count,
    sum(amount_fen)::bigint as amount_fen,
    sum(unknown_amount_count)::bigint as unknown_amount_count
from mart_quarantine_month
where month_on = $month_on
group by all
order by all
