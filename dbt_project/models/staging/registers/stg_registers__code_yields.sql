{{ config(materialized='view') }}
-- Every yield that a code was ever said to draw upon, by loads that have been withdrawn as well: when
-- a code changes hands, what else was sold of the old yield has to be counted again.
with codes as (

    {{ landed('codes', 'registers') }}

),

capacities as (

    {{ landed('capacities', 'registers') }}

)

select distinct
    codes.merchant_code,
    {{ yield_key('codes') }} as yield_key
from codes
where
    codes.capacity_quantity is not null
    or exists (
        select 1
        from capacities
        where capacities.producer_code = codes.producer_code and capacities.product_code = codes.product_code
    )
