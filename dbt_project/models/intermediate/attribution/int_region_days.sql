-- For every region code and day: the code that is in force on that day (the code itself, the one it
-- became, or the one it was before), with the prefecture and province above it. Evidence recorded
-- under a later or earlier code is read by the booking day through this table.
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

related as (

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

),

ranges as (

    select
        related.evidence_code,
        related.distance,
        regions.region_code,
        regions.level,
        regions.parent_code,
        regions.valid_from,
        regions.valid_to
    from related
    inner join regions on related.region_code = regions.region_code

),

-- where two codes are in force on one day the nearer one wins and the other is left out
disjoint as (

    select *
    from ranges
    where
        not exists (
            select 1
            from ranges as nearer
            where
                nearer.evidence_code = ranges.evidence_code
                and (nearer.distance, nearer.region_code) < (ranges.distance, ranges.region_code)
                and nearer.valid_from < ranges.valid_to
                and ranges.valid_from < nearer.valid_to
        )

),

final as (

    select
        evidence_code,
        region_code,
        level,
        case
            when level = 'prefecture' then region_code
            -- counties that their province runs directly stand under its code xx9000
            when level = 'county' and parent_code like '%0000' then left(region_code, 4) || '00'
            when level = 'county' then coalesce(nullif(parent_code, ''), left(region_code, 4) || '00')
        end as prefecture_code,
        left(region_code, 2) || '0000' as province_code,
        case level
            when 'county' then region_code
            when 'prefecture' then left(region_code, 4)
            else left(region_code, 2)
        end as stem,
        valid_from,
        valid_to
    from disjoint

)

select * from final
