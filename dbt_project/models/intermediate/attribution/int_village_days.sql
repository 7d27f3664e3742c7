-- For every village that was merged and every day from then on: the village that it is part of on that
-- day, through as many mergers as there were. Evidence recorded under an old code is read by the booking
-- day through this table; before the merger the old code is itself.
with recursive mergers as (

    select
        old_village_code,
        new_village_code,
        greatest(merged_on, valid_from) as from_on,
        valid_to as to_on
    from {{ ref('stg_registers__village_mergers') }}

),

chains as (

    select
        old_village_code as evidence_code,
        new_village_code as village_code,
        from_on,
        to_on,
        1 as step
    from mergers
    union all
    select
        chains.evidence_code,
        mergers.new_village_code as village_code,
        greatest(chains.from_on, mergers.from_on) as from_on,
        least(chains.to_on, mergers.to_on) as to_on,
        chains.step + 1 as step
    from chains
    inner join mergers on chains.village_code = mergers.old_village_code
    -- assert_village_mergers_end finds mergers that go in a circle
    where chains.step < 10

),

-- of several on one day the last merger says where the village is
starts as (

    select *
    from chains
    where from_on < to_on
    qualify row_number() over (partition by evidence_code, from_on order by step desc) = 1

)

select
    evidence_code,
    village_code,
    from_on as valid_from,
    least(to_on, coalesce(lead(from_on) over (partition by evidence_code order by from_on), to_on)) as valid_to
from starts
