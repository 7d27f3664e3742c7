{{ config(materialized='view') }}
-- Every shop that an agreement was ever said to bind, by loads that have been withdrawn as well: a shop
-- that it binds no longer is concerned too.
select distinct
    agreement_no,
    platform,
    shop_id
from ({{ landed('agreements', 'registers') }}) as agreements
