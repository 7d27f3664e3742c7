-- every day of the month of each platform that has coverage to tell, or of one platform
select
    platform,
    cast(cast(unnest(range(month_on, month_on + interval 1 month, interval 1 day)) as date) as varchar) as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    cast(null as varchar) as evidence_id
from mart_coverage_month
where month_on = $month_on and $platform in ('', platform)
order by all
