{{ config(materialized='view') }}
-- O1, O2: the household or batch code on the line names who made it. Of a batch whose slips tell who
-- delivered it, its own producer only put it together.
with products as (

    select * from {{ ref('int_line_products') }}

)

select
    platform,
    order_id,
    line_id,
    booked_on,
    case
        when code_kind = 'batch' then 'O1'
        when capacity_quantity is not null and product_code is not null then 'O1'
        else 'O2'
    end as grade,
    'codes:' || merchant_code as evidence_id,
    code_producer_code as producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    1000000 as share_ppm
from products
where
    code_producer_code is not null
    and code_kind in ('household', 'batch')
    and not exists (
        select 1
        from {{ ref('int_evidence_deliveries') }} as delivered
        where
            delivered.platform = products.platform
            and delivered.order_id = products.order_id
            and delivered.line_id = products.line_id
    )
