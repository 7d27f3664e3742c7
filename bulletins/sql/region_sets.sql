-- the areas that the programme's document names, villages counted rather than listed
select
    region_set,
    region_code,
    region_class,
    is_sample
from dim_region_set
where programme = $programme
order by region_set, region_code
