{{ config(materialized='view') }}
-- O3: certificates of the line's product that hold on the booking day name the producer who got them.
-- A licence to process food (SC) tells nothing of where the goods grew, nor does the county of a holder
-- who is no producer. Certificates that producers of several counties hold for one product name all of
-- them, and decide on none.
with products as (

    select * from {{ ref('int_line_products') }}

),

certificates as (

    select * from {{ ref('stg_registers__certificates') }}
    where nullif(producer_code, '') is not null and certificate_kind != 'food_licence'

)

select distinct
    products.platform,
    products.order_id,
    products.line_id,
    products.booked_on,
    'O3' as grade,
    'certificates:' || products.product_code as evidence_id,
    certificates.producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    1000000 as share_ppm
from products
inner join certificates
    on
        products.product_code = certificates.product_code
        and products.booked_on >= certificates.issued_on
        and products.booked_on < certificates.expires_on
        and {{ in_force('certificates', 'products.booked_on') }}
