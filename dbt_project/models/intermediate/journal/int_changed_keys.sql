-- What stands on lines and may attribute them anew since the base build: codes, items, shops, orders
-- and regions that a register load mentions, or that hang on a product, producer or warehouse that
-- it mentions; and orders that are held out for other reasons than before.
-- Empty where everything is built again.
with build as (

    select * from {{ ref('int_build') }}
    where not is_full

),

changed as (

    select distinct
        keys.register,
        keys.key_1,
        keys.key_2
    from {{ ref('stg_registers__changed_keys') }} as keys
    cross join build
    where keys.is_changed or keys.recorded_at > build.base_as_of

),

producers as (

    select key_1 as producer_code from changed
    where register = 'producers'

),

products as (

    select key_1 as product_code from changed
    where register = 'products'
    union
    select products.product_code
    from {{ ref('stg_registers__products') }} as products
    inner join producers on products.producer_code = producers.producer_code

),

final as (

    select
        case register
            when 'codes' then 'code'
            when 'boxes' then 'code'
            when 'item_matches' then 'item'
            when 'decisions' then 'order'
            when 'regions' then 'region'
            else 'shop'
        end as thing,
        key_1,
        key_2
    from changed
    where register in ('codes', 'boxes', 'item_matches', 'decisions', 'regions', 'shops', 'agreements')
    union
    select
        'code' as thing,
        codes.merchant_code as key_1,
        cast(null as varchar) as key_2
    from {{ ref('stg_registers__codes') }} as codes
    inner join producers on codes.producer_code = producers.producer_code
    union
    select
        'code' as thing,
        codes.merchant_code as key_1,
        cast(null as varchar) as key_2
    from {{ ref('stg_registers__codes') }} as codes
    inner join products on codes.product_code = products.product_code
    union
    select
        'code' as thing,
        boxes.box_code as key_1,
        cast(null as varchar) as key_2
    from {{ ref('stg_registers__boxes') }} as boxes
    inner join products on boxes.product_code = products.product_code
    union
    select
        'item' as thing,
        matches.platform as key_1,
        matches.item_id as key_2
    from {{ ref('stg_registers__item_matches') }} as matches
    inner join products on matches.product_code = products.product_code
    union
    select
        'shop' as thing,
        platform as key_1,
        shop_id as key_2
    from {{ ref('int_changed_ship_from') }}
    union
    select
        'order' as thing,
        platform as key_1,
        order_id as key_2
    from {{ ref('int_changed_holds') }}
    union
    select
        'item' as thing,
        items.platform as key_1,
        items.item_id as key_2
    from {{ ref('stg_feeds__items') }} as items
    cross join build
    where items.is_new or items.is_removed
    union
    select
        'shop' as thing,
        agreements.platform as key_1,
        agreements.shop_id as key_2
    from {{ ref('stg_registers__agreements') }} as agreements
    inner join producers on agreements.producer_code = producers.producer_code

)

select * from final
