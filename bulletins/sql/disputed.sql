-- lines of the month of shops elsewhere whose origin may be a county of the area, and which a person has
-- to judge; one row a county
with codes as (

    select
        region_code as county_code,
        evidence_code
    from dim_region_day
    where
        level = 'county'
        and $area_code in (region_code, prefecture_code)
        and valid_from <= $last_on and $last_on < valid_to

),

counties as (

    select
        county_code,
        list(evidence_code) as evidence_codes
    from codes
    group by county_code

)

select
    counties.county_code,
    sum(pending.paid_fen)::bigint as gross_fen,
    count(*) as line_count
from fct_pending as pending
inner join counties
    on list_has_any(string_split(pending.candidate_county_codes, '|'), counties.evidence_codes)
where
    pending.month_on = $month_on
    and pending.reasons = 'places_differ'
    and (
        pending.shop_county_code is null
        or not list_contains(counties.evidence_codes, pending.shop_county_code)
    )
group by counties.county_code
order by counties.county_code
