-- On each day on which anything changes, every county of the province lies in one reporting unit of each
-- level: the unit that the register names for it, else the region above it (the county itself where the
-- province runs it directly, as 济源), and every town that is named for itself in one (other towns go
-- with their county). Rows are counties and towns that lie in none or in several.
with build as (

    select * from {{ ref('int_build') }}

),

regions as (

    select regions.*
    from {{ ref('stg_registers__regions') }} as regions
    inner join build on left(regions.region_code, 2) = build.province_stem

),

units as (

    select * from {{ ref('stg_registers__reporting_units') }}

),

villages as (

    select * from {{ ref('stg_registers__villages') }}

),

days as (

    select valid_from as on_day from regions
    union
    select valid_to as on_day from regions
    union
    select valid_from as on_day from units
    union
    select valid_to as on_day from units

),

counties as (

    select
        days.on_day,
        regions.region_code,
        regions.parent_code
    from regions
    inner join days on {{ in_force('regions', 'days.on_day') }}
    where regions.level = 'county'

),

placed as (

    select
        counties.on_day,
        counties.region_code,
        'prefecture' as unit_level,
        case
            -- counties that their province runs directly stand under its code xx9000
            when above.level = 'province' or right(counties.parent_code, 4) = '9000' then counties.region_code
            else above.region_code
        end as unit_code
    from counties
    left join regions as above
        on
            counties.parent_code = above.region_code
            and above.level in ('prefecture', 'province')
            and {{ in_force('above', 'counties.on_day') }}
    where
        not exists (
            select 1
            from units
            where
                units.unit_level = 'prefecture'
                and units.area_code = counties.region_code
                and {{ in_force('units', 'counties.on_day') }}
        )
    union all
    select
        counties.on_day,
        counties.region_code,
        units.unit_level,
        units.unit_code
    from counties
    inner join units on counties.region_code = units.area_code and {{ in_force('units', 'counties.on_day') }}
    union all
    select
        days.on_day,
        units.area_code as region_code,
        units.unit_level,
        units.unit_code
    from units
    inner join days on {{ in_force('units', 'days.on_day') }}
    where length(units.area_code) = 9

)

select
    on_day,
    unit_level,
    region_code,
    count(unit_code) as unit_count
from placed
group by on_day, unit_level, region_code
having count(unit_code) != 1
union all
-- a named area that is no county of its day, or a town of none, reports for nothing
select
    units.valid_from as on_day,
    units.unit_level,
    units.area_code as region_code,
    0 as unit_count
from units
where
    not exists (
        select 1
        from regions
        where
            regions.level = 'county'
            and left(units.area_code, 6) = regions.region_code
            and regions.valid_from < units.valid_to
            and units.valid_from < regions.valid_to
    )
union all
-- a named town without a village, of a county whose villages are known, is nobody's
select
    units.valid_from as on_day,
    units.unit_level,
    units.area_code as region_code,
    0 as unit_count
from units
where
    length(units.area_code) = 9
    and exists (
        select 1
        from villages
        where left(villages.village_code, 6) = left(units.area_code, 6)
    )
    and not exists (
        select 1
        from villages
        where
            left(villages.village_code, 9) = units.area_code
            and villages.valid_from < units.valid_to
            and units.valid_from < villages.valid_to
    )
