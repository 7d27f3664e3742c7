-- By which keys the orders landed so far hang on registers: shop, item, code, and the year in which
-- the code's capacity was used. Empty where everything is built again.
with build as (

    select * from {{ ref('int_build') }}
    where not is_full

),

orders as (

    select distinct
        versions.platform,
        versions.order_id,
        versions.shop_id,
        year(versions.booked_at) as booked_year
    from {{ ref('stg_feeds__orders') }} as versions
    cross join build

)

select distinct
    lines.platform,
    lines.order_id,
    orders.shop_id,
    lines.item_id,
    lines.merchant_code,
    orders.booked_year
from {{ ref('stg_feeds__lines') }} as lines
inner join orders on lines.platform = orders.platform and lines.order_id = orders.order_id
