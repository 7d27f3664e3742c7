-- counties and prefectures of the province on the month's last day, and whether the programme's documents
-- name them: themselves, a county of them or a village
with named as (

    select
        regions.region_code as county_code,
        regions.prefecture_code
    from dim_region_set as sets
    inner join dim_region_day as regions
        on
            left(sets.region_code, 6) = regions.evidence_code
            and regions.valid_from <= $last_on and $last_on < regions.valid_to
    where sets.programme = $programme and regions.level = 'county'

)

select
    area_code,
    level,
    coalesce(
        area_code in (
            select county_code from named
            union all
            select prefecture_code from named
            union all
            select region_code from dim_region_set where programme = $programme
        ),
        false
    ) as is_named
from dim_area
where
    level in ('prefecture', 'county')
    and left(area_code, 2) = left($province_code, 2)
    and (valid_from is null or valid_from <= $last_on)
    and (valid_to is null or valid_to > $last_on)
order by area_code
