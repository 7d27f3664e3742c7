{{ config(materialized='view') }}
-- Every yield that a code was ever said to draw upon, by loads that have been withdrawn as well: when
-- a code changes hands, what else was sold of the old yield has to be counted again.
select distinct
    codes.merchant_code,
    {{ yield_key('codes') }} as yield_key
from ({{ landed('codes', 'registers') }}) as codes
where codes.capacity_quantity is not null
