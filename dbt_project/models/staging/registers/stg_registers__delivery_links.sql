{{ config(materialized='view') }}
-- Every batch, agreement and producer that a delivery slip was ever said to belong to, by loads that
-- have been withdrawn as well: what a slip belongs to no longer is concerned too.
select distinct
    delivery_no,
    nullif(batch_code, '') as batch_code,
    nullif(agreement_no, '') as agreement_no,
    producer_code
from ({{ landed('deliveries', 'registers') }}) as deliveries
