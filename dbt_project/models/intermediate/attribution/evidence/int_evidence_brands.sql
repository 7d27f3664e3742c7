{{ config(materialized='view') }}
-- O3: authorised users of a brand or geographical indication (design, section 4): who may use one for
-- the line's product on the booking day. A brand that producers of several counties use for it names
-- all of them, and decides on none.
with products as (

    select * from {{ ref('int_line_products') }}

),

users as (

    select * from {{ ref('stg_registers__brand_users') }}

)

select distinct
    products.platform,
    products.order_id,
    products.line_id,
    products.booked_on,
    'O3' as grade,
    'brand_users:' || users.brand_code || ':' || users.product_code as evidence_id,
    users.producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    1000000 as share_ppm
from products
inner join users
    on products.product_code = users.product_code and {{ in_force('users', 'products.booked_on') }}
