-- A village that went is part of one that stands on that day: of the register of villages, and not gone
-- itself. Rows are mergers that lead nowhere.
with mergers as (

    select * from {{ ref('stg_registers__village_mergers') }}

)

select
    mergers.old_village_code,
    mergers.new_village_code,
    mergers.merged_on
from mergers
where
    not exists (
        select 1
        from {{ ref('stg_registers__villages') }} as villages
        where
            villages.village_code = mergers.new_village_code
            and {{ in_force('villages', 'mergers.merged_on') }}
    )
    or exists (
        select 1
        from mergers as earlier
        where
            earlier.old_village_code = mergers.new_village_code
            and earlier.merged_on <= mergers.merged_on
    )
