{{ config(materialized='view') }}
-- O3: what a box holds, by the version in force on the day of the (final) payment; one row a part.
with lines as (

    select * from {{ ref('int_lines') }}
    where merchant_code is not null

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O3' as grade,
    'boxes:' || boxes.box_code as evidence_id,
    nullif(products.producer_code, '') as producer_code,
    nullif(products.county_code, '') as evidence_code,
    nullif(products.village_code, '') as village_code,
    boxes.share_ppm
from lines
inner join {{ ref('stg_registers__boxes') }} as boxes
    on lines.merchant_code = boxes.box_code and {{ in_force('boxes', 'lines.booked_on') }}
inner join {{ ref('stg_registers__products') }} as products
    on boxes.product_code = products.product_code and {{ in_force('products', 'lines.booked_on') }}
where coalesce(nullif(products.county_code, ''), nullif(products.producer_code, '')) is not null
