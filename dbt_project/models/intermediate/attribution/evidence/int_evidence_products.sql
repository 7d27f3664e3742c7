{{ config(materialized='view') }}
-- O3: product or batch register, authorised user of a brand or geographical indication.
with products as (

    select * from {{ ref('int_line_products') }}

)

select
    platform,
    order_id,
    line_id,
    booked_on,
    'O3' as grade,
    'products:' || product_code as evidence_id,
    product_producer_code as producer_code,
    product_county_code as evidence_code,
    product_village_code as village_code,
    1000000 as share_ppm
from products
where coalesce(product_county_code, product_producer_code) is not null
