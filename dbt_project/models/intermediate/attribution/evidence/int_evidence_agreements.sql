{{ config(materialized='view') }}
-- O2: shares by agreement; one for the product goes before one for the whole shop, and what was
-- delivered of the line's product before what was agreed.
with lines as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        lines.shop_id,
        lines.booked_on,
        products.product_code
    from {{ ref('int_lines') }} as lines
    left join {{ ref('int_line_products') }} as products
        on
            lines.platform = products.platform
            and lines.order_id = products.order_id
            and lines.line_id = products.line_id

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O2' as grade,
    shares.evidence_id,
    shares.producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    shares.share_ppm
from lines
inner join {{ ref('int_agreement_shares') }} as shares
    on
        lines.platform = shares.platform
        and lines.shop_id = shares.shop_id
        and lines.booked_on = shares.booked_on
where
    (shares.product_code is null or shares.product_code = lines.product_code)
    and (shares.delivered_code is null or shares.delivered_code = lines.product_code)
qualify dense_rank() over (
    partition by lines.platform, lines.order_id, lines.line_id
    order by shares.product_code is null, shares.agreement_no, shares.delivered_code is null
) = 1
