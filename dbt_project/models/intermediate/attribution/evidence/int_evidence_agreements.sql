{{ config(materialized='view') }}
-- O2: shares by agreement; one for the product goes before one for the whole shop.
with lines as (

    select * from {{ ref('int_lines') }}

),

agreements as (

    select * from {{ ref('stg_registers__agreements') }}

),

products as (

    select * from {{ ref('int_line_products') }}

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O2' as grade,
    'agreements:' || agreements.agreement_no as evidence_id,
    agreements.producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    agreements.share_ppm
from lines
inner join agreements
    on
        lines.platform = agreements.platform
        and lines.shop_id = agreements.shop_id
        and {{ in_force('agreements', 'lines.booked_on') }}
left join products
    on
        lines.platform = products.platform
        and lines.order_id = products.order_id
        and lines.line_id = products.line_id
where nullif(agreements.product_code, '') is null or agreements.product_code = products.product_code
qualify dense_rank() over (
    partition by lines.platform, lines.order_id, lines.line_id
    order by nullif(agreements.product_code, '') is null, agreements.agreement_no
) = 1
