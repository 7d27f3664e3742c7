-- The field work by area and month: stations and centres that stand at its end, poor villages with a
-- station and with two trained persons, trainings held, and what households got by the benefit ledger.
-- A count is of distinct things; areas of which no register says anything have no row.
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

),

-- of a register without a row nothing is known, not 0
kept as (

    select
        (select count(*) > 0 from {{ ref('stg_registers__stations') }}) as has_stations,
        (select count(*) > 0 from {{ ref('stg_registers__trainings') }}) as has_trainings,
        (select count(*) > 0 from {{ ref('stg_registers__training_villages') }}) as has_trained,
        (select count(*) > 0 from {{ ref('stg_registers__benefits') }}) as has_benefits

)

select
    areas.area_level,
    areas.area_code,
    {%- for thing, flag in {
        'county_centre': 'has_stations',
        'town_station': 'has_stations',
        'village_station': 'has_stations',
        'covered_poor_village': 'has_stations',
        'trained_poor_village': 'has_trained',
        'training': 'has_trainings',
    }.items() %}
    case
        when bool_or(kept.{{ flag }})
            then count(distinct areas.thing_id) filter (where areas.thing = '{{ thing }}')
    end as {{ thing }}_count,
    {%- endfor %}
    cast(case
        when bool_or(kept.has_trainings)
            then coalesce(sum(areas.amount) filter (where areas.thing = 'training'), 0)
    end as bigint) as trainee_count,
    case
        when bool_or(kept.has_benefits)
            then count(distinct areas.thing_id) filter (where areas.thing = 'benefit')
    end as benefit_household_count,
    cast(case
        when bool_or(kept.has_benefits)
            then coalesce(sum(areas.amount) filter (where areas.thing = 'benefit'), 0)
    end as bigint) as benefit_fen,
    areas.month_on
from areas
cross join kept
group by areas.area_level, areas.area_code, areas.month_on
