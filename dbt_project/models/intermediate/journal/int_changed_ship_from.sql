{{ config(materialized='view') }}
-- Shops that the list of cloud warehouses may place anew since the base build: those that ship from
-- a county it newly mentions. A list that is all new, or gone, concerns every shop that ships, since
-- without one no ship-from place is used. Empty where everything is built again.
with build as (

    select * from {{ ref('int_build') }}
    where not is_full

),

mentioned as (

    select
        keys.key_1 as county_code,
        keys.is_changed or keys.recorded_at > build.base_as_of as is_changed
    from {{ ref('stg_registers__changed_keys') }} as keys
    cross join build
    where keys.register = 'warehouses'

),

changed as (

    select county_code from mentioned
    where is_changed
    union
    select related.region_code as county_code
    from mentioned
    inner join {{ ref('int_region_relations') }} as related on mentioned.county_code = related.evidence_code
    where mentioned.is_changed

),

list as (

    select
        bool_or(is_changed) as is_changed,
        bool_and(is_changed) as is_all_new
    from mentioned

)

select distinct
    shops.platform,
    shops.shop_id
from {{ ref('stg_registers__shops') }} as shops
cross join list
where
    nullif(shops.ship_from_county_code, '') is not null
    and list.is_changed
    and (list.is_all_new or shops.ship_from_county_code in (select county_code from changed))
