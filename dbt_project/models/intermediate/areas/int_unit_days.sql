-- The counties of each day with an area that the register of reporting units names: the unit of the
-- county as a whole (else the region above it), and whether any of its towns reports elsewhere.
with units as (

    select * from {{ ref('stg_registers__reporting_units') }}

),

days as (

    select distinct booked_on from {{ ref('fct_lines') }}

),

named as (

    select
        units.unit_level,
        days.booked_on,
        regions.region_code as county_code,
        case
            when units.unit_level = 'county' then regions.region_code
            else regions.prefecture_code
        end as region_code,
        units.area_code,
        units.unit_code,
        units.unit_name
    from units
    inner join days on {{ in_force('units', 'days.booked_on') }}
    inner join {{ ref('int_region_days') }} as regions
        on
            left(units.area_code, 6) = regions.evidence_code
            and regions.level = 'county'
            and {{ in_force('regions', 'days.booked_on') }}

)

select
    unit_level,
    booked_on,
    county_code,
    coalesce(max(case when length(area_code) = 6 then unit_code end), max(region_code)) as unit_code,
    max(case when length(area_code) = 6 then unit_name end) as unit_name,
    bool_or(length(area_code) = 9) as is_split
from named
group by unit_level, booked_on, county_code
