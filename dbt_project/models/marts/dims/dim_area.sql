-- Regions and villages with the days on which each name was in force; open ends are null.
with regions as (

    select * from {{ ref('stg_registers__regions') }}

),

villages as (

    select * from {{ ref('stg_registers__villages') }}

),

areas as (

    select
        region_code as area_code,
        name,
        short_name,
        level,
        parent_code,
        coalesce(is_statistical_zone, false) as is_statistical_zone,
        valid_from,
        valid_to
    from regions
    union all
    select
        village_code as area_code,
        name,
        name as short_name,
        'village' as level,
        county_code as parent_code,
        false as is_statistical_zone,
        valid_from,
        valid_to
    from villages

)

select
    area_code,
    name,
    short_name,
    level,
    parent_code,
    is_statistical_zone,
    nullif(valid_from, date '0001-01-01') as valid_from,
    nullif(valid_to, date '9999-12-31') as valid_to
from areas
