-- the regions of a set that the programme's document names, in an area under the codes of the month
select
    '' as platform,
    sets.region_code as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    'programme_regions:' || sets.programme || ':' || sets.region_set || ':' || sets.region_code as evidence_id
from dim_region_set as sets
left join dim_region_day as regions
    on
        left(sets.region_code, 6) = regions.evidence_code
        and regions.valid_from <= $last_on and $last_on < regions.valid_to
where
    sets.programme = $programme
    and sets.region_set = $region_set
    and $area_code in ($province_code, regions.region_code, regions.prefecture_code)
order by all
