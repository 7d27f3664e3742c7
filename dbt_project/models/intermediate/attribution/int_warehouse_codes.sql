{{ config(materialized='view') }}
-- Region codes under which a listed cloud warehouse lies, with the days on which it is listed. Its
-- county may be written by a later or earlier code than a shop's ship-from place.
with warehouses as (

    select * from {{ ref('stg_registers__warehouses') }}

),

final as (

    -- warehouses outside the gazetteer have no other code
    select
        county_code,
        valid_from,
        valid_to
    from warehouses
    union
    select
        related.region_code as county_code,
        warehouses.valid_from,
        warehouses.valid_to
    from warehouses
    inner join {{ ref('int_region_relations') }} as related on warehouses.county_code = related.evidence_code

)

select * from final
