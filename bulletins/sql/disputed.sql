-- lines of the month of shops elsewhere whose origin may be this county, and which a person has to judge
with codes as (

    select evidence_code
    from dim_region_day
    where region_code = $area_code and valid_from <= $last_on and $last_on < valid_to

)

select
    coalesce(sum(paid_fen), 0)::bigint as gross_fen,
    count(*) as line_count
from fct_pending
where
    month_on = $month_on
    and reasons = 'places_differ'
    and list_has_any(string_split(candidate_county_codes, '|'), (select list(evidence_code) from codes))
    and (shop_county_code is null or shop_county_code not in (select evidence_code from codes))
