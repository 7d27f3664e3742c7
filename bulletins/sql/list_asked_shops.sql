-- shops that were asked for the month, of a platform (an empty value asks for all), or those of them
-- that answered
select
    platform,
    shop_id as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    cast(null as varchar) as evidence_id
from fct_shop_months
where
    month_on = $month_on
    and $platform in ('', platform)
    and (is_answered or $answered = 'asked')
order by all
