-- For every region code and day: the code that is in force on that day (the code itself, the one it
-- became, or the one it was before), with the prefecture and province above it. Evidence recorded
-- under a later or earlier code is read by the booking day through this table.
with regions as (

    select * from {{ ref('stg_registers__regions') }}

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
    from {{ ref('int_region_relations') }} as related
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
