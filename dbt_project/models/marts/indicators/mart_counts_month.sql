-- Counts beside the money: orders and shops by seller place, households (O1 only) and villages by
-- origin. A count is of distinct things in its area, so parts need not sum to the whole.
with build as (

    select * from {{ ref('int_build') }}

),

regions as (

    select * from {{ ref('int_region_days') }}

),

seen as (

    select * from {{ ref('int_counted_things') }}

),

placed as (

    select
        seen.thing,
        seen.thing_id,
        seen.month_on,
        regions.region_code,
        regions.level,
        regions.prefecture_code,
        regions.province_code
    from seen
    inner join regions
        on seen.area_code = regions.evidence_code and {{ in_force('regions', 'seen.seen_on') }}
    inner join build on regions.province_code = build.province_code
    where seen.thing_id is not null

),

areas as (

    select
        'province' as area_level,
        province_code as area_code,
        thing,
        thing_id,
        month_on
    from placed
    union all
    select
        'prefecture' as area_level,
        prefecture_code as area_code,
        thing,
        thing_id,
        month_on
    from placed
    where prefecture_code is not null
    union all
    select
        'county' as area_level,
        region_code as area_code,
        thing,
        thing_id,
        month_on
    from placed
    where level = 'county'

)

select
    area_level,
    area_code,
    {%- for thing in [
        'order', 'active_shop', 'registered_shop', 'selling_household', 'selling_village', 'poor_village',
    ] %}
    count(distinct thing_id) filter (where thing = '{{ thing }}') as {{ thing }}_count,
    {%- endfor %}
    month_on
from areas
group by area_level, area_code, month_on
