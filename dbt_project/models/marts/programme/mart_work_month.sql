-- The field work by area and month: stations and centres that stand at its end, poor villages with a
-- station and with two trained persons, trainings held, and what households got by the benefit ledger.
-- A count is of distinct things; areas of which no register says anything have no row: unknown, not 0.
with build as (

    select * from {{ ref('int_build') }}

),

placed as (

    select
        things.thing,
        things.thing_id,
        things.amount,
        things.month_on,
        regions.region_code,
        regions.level,
        regions.prefecture_code,
        regions.province_code
    from {{ ref('int_work_things') }} as things
    inner join {{ ref('int_region_days') }} as regions
        on things.area_code = regions.evidence_code and {{ in_force('regions', 'things.month_on') }}
    inner join build on regions.province_code = build.province_code

),

areas as (

    {% for level, column in {
        'province': 'province_code', 'prefecture': 'prefecture_code', 'county': 'region_code',
    }.items() %}
    select
        '{{ level }}' as area_level,
        {{ column }} as area_code,
        thing,
        thing_id,
        amount,
        month_on
    from placed
    where {{ column }} is not null {% if level == 'county' %}and level = 'county'{% endif %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    area_level,
    area_code,
    {%- for thing in [
        'county_centre', 'town_station', 'village_station', 'covered_poor_village', 'trained_poor_village', 'training',
    ] %}
    count(distinct thing_id) filter (where thing = '{{ thing }}') as {{ thing }}_count,
    {%- endfor %}
    cast(coalesce(sum(amount) filter (where thing = 'training'), 0) as bigint) as trainee_count,
    count(distinct thing_id) filter (where thing = 'benefit') as benefit_household_count,
    cast(coalesce(sum(amount) filter (where thing = 'benefit'), 0) as bigint) as benefit_fen,
    month_on
from areas
group by area_level, area_code, month_on
