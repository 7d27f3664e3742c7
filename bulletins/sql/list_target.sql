-- the target of a place as the mart holds it, under every code that its register row may bear
select
    '' as platform,
    places.evidence_code as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    figures.target_fen as fen,
    'programme_targets:' || figures.programme || ':' || figures.indicator_code || ':' || places.evidence_code
    || ':' || year(figures.month_on) as evidence_id
from mart_indicator_month as figures
inner join dim_region_day as places
    on
        case when figures.area_level = 'region_set' then $province_code else figures.area_code end
        in (places.region_code, places.evidence_code)
        and places.valid_from <= $last_on and $last_on < places.valid_to
where
    figures.programme = $programme
    and figures.indicator_code = $indicator
    and figures.area_level = $level
    and figures.area_code = $area_code
    and figures.month_on = $month_on
    and figures.target_fen is not null
order by all
