-- By which keys the orders landed so far hang on registers: shop, item (or match_key), code, and the year in which
-- the code's capacity was used. A line without a code has that of its item, in any version of it.
-- Empty where everything is built again.
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

),

items as (

    select distinct
        platform,
        item_id,
        merchant_code
    from {{ ref('stg_feeds__items') }}
    where nullif(merchant_code, '') is not null

)

-- an order without lines hangs on its shop's register all the same
select distinct
    orders.platform,
    orders.order_id,
    orders.shop_id,
    {{ match_key('lines.item_id', 'orders.shop_id', 'lines.merchant_code', 'lines.title') }} as item_id,
    coalesce(nullif(lines.merchant_code, ''), items.merchant_code) as merchant_code,
    orders.booked_year
from orders
left join {{ ref('stg_feeds__lines') }} as lines
    on orders.platform = lines.platform and orders.order_id = lines.order_id
left join items
    on nullif(lines.merchant_code, '') is null and lines.platform = items.platform and lines.item_id = items.item_id
