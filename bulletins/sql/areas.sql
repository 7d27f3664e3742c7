-- areas as they were named on the last day of the month
select
    area_code,
    name,
    short_name,
    level,
    parent_code
from dim_area
where
    level in ('province', 'prefecture', 'county')
    and (valid_from is null or valid_from <= $last_on)
    and (valid_to is null or valid_to > $last_on)
order by area_code
