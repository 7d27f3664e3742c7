-- Codes that mean one place: a region's own, those it became and those it was before, with how far
-- away each is; what it became is nearer than what it was.
with recursive regions as (

    select * from {{ ref('stg_registers__regions') }}

),

steps as (

    select distinct
        region_code,
        successor_code
    from regions
    where successor_code is not null and successor_code != ''

),

-- a code that several others became has no single past
single_pasts as (

    select
        successor_code,
        min(region_code) as region_code
    from steps
    group by successor_code
    having count(*) = 1

),

forward as (

    select
        region_code as evidence_code,
        successor_code as region_code,
        1 as step_count
    from steps
    union
    select
        forward.evidence_code,
        steps.successor_code as region_code,
        forward.step_count + 1 as step_count
    from forward
    inner join steps on forward.region_code = steps.region_code
    where forward.step_count < 8

),

backward as (

    select
        successor_code as evidence_code,
        region_code,
        1 as step_count
    from single_pasts
    union
    select
        backward.evidence_code,
        single_pasts.region_code,
        backward.step_count + 1 as step_count
    from backward
    inner join single_pasts on backward.region_code = single_pasts.successor_code
    where backward.step_count < 8

),

final as (

    select distinct
        region_code as evidence_code,
        region_code,
        0 as distance
    from regions
    union all
    select
        evidence_code,
        region_code,
        step_count as distance
    from forward
    union all
    select
        evidence_code,
        region_code,
        100 + step_count as distance
    from backward

)

select * from final
