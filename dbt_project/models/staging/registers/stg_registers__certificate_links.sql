{{ config(materialized='view') }}
-- Every product and producer that a certificate was ever said to be of, by loads that have been withdrawn
-- as well: what it covers no longer is concerned too.
select distinct
    certificate_no,
    nullif(product_code, '') as product_code,
    nullif(producer_code, '') as producer_code
from ({{ landed('certificates', 'registers') }}) as certificates
