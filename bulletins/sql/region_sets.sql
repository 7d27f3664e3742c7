-- the areas that the programme's document names, villages aside
select
    region_set,
    region_code,
    region_class,
    is_sample
from dim_region_set
where
    programme = $programme
    and length(region_code) < 12
order by region_set, region_code
