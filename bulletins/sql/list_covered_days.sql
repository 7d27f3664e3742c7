-- days that accepted batches of orders cover, of a platform (an empty value asks for all)
select
    platform,
    cast(day_on as varchar) as key,
    '批次 ' || batch_ids as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    cast(null as varchar) as evidence_id
from fct_coverage_days
where month_on = $month_on and $platform in ('', platform)
order by all
