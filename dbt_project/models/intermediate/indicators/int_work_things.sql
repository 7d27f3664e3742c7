-- What the field work of a month comes to, with the place of each thing: stations and villages that stand
-- at its end, trainings and benefits of its days. Months are those of which sales are known.
with build as (

    select * from {{ ref('int_build') }}

),

months as (

    select distinct
        month_on,
        {{ add_months('month_on', 1) }} as next_on
    from {{ ref('fct_lines') }}

),

poor_villages as (

    select members.region_code as village_code
    from {{ ref('dim_region_set') }} as members
    inner join build on members.programme = build.programme
    where members.region_set = 'poor_villages'

),

stations as (

    select
        stations.*,
        months.month_on
    from {{ ref('stg_registers__stations') }} as stations
    inner join months
        on
            stations.valid_from < months.next_on
            and stations.valid_to >= months.next_on
            and stations.opened_on < months.next_on
            and coalesce(stations.closed_on >= months.next_on, true)

),

trained as (

    select
        taught.village_code,
        months.month_on,
        sum(taught.trainee_count) as trainee_count
    from {{ ref('stg_registers__training_villages') }} as taught
    inner join {{ ref('stg_registers__trainings') }} as trainings on taught.training_no = trainings.training_no
    inner join months on trainings.ends_on < months.next_on
    group by taught.village_code, months.month_on

)

select
    station_level as thing,
    station_code as thing_id,
    county_code as area_code,
    cast(1 as bigint) as amount,
    month_on
from stations
union all
select
    'covered_poor_village' as thing,
    stations.village_code as thing_id,
    stations.county_code as area_code,
    1 as amount,
    stations.month_on
from stations
inner join poor_villages on stations.village_code = poor_villages.village_code
where stations.station_level = 'village_station'
union all
select
    'trained_poor_village' as thing,
    trained.village_code as thing_id,
    left(trained.village_code, 6) as area_code,
    trained.trainee_count as amount,
    trained.month_on
from trained
inner join poor_villages on trained.village_code = poor_villages.village_code
-- two persons a village (C061)
where trained.trainee_count >= 2
union all
select
    'training' as thing,
    trainings.training_no as thing_id,
    trainings.county_code as area_code,
    trainings.trainee_count as amount,
    months.month_on
from {{ ref('stg_registers__trainings') }} as trainings
inner join months on trainings.ends_on >= months.month_on and trainings.ends_on < months.next_on
union all
select
    'benefit' as thing,
    benefits.producer_code as thing_id,
    coalesce(nullif(producers.county_code, ''), left(producers.village_code, 6)) as area_code,
    benefits.amount_fen as amount,
    months.month_on
from {{ ref('stg_registers__benefits') }} as benefits
inner join months on benefits.paid_on >= months.month_on and benefits.paid_on < months.next_on
inner join {{ ref('stg_registers__producers') }} as producers
    on
        benefits.producer_code = producers.producer_code
        and producers.producer_kind = 'household'
        and {{ in_force('producers', 'benefits.paid_on') }}
