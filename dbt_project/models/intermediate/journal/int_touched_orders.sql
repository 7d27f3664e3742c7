-- The orders that this build makes again (design, section 4): all of them, or those of new or gone
-- batches, those whose shop, code, item or product meets a register load since the base build, what
-- unfinished tries have journalled, and, since capacity is used up in order of time, the other
-- orders of the same household codes and years.
with recursive build as (

    select * from {{ ref('int_build') }}

),

keys as (

    select distinct
        lines.platform,
        lines.order_id,
        orders.shop_id,
        lines.item_id,
        lines.merchant_code,
        year(orders.booked_at) as booked_year
    from {{ ref('int_line_versions') }} as lines
    inner join {{ ref('int_order_versions') }} as orders
        on lines.platform = orders.platform and lines.order_id = orders.order_id

),

changed as (

    select distinct
        changed_keys.register,
        changed_keys.key_1,
        changed_keys.key_2
    from {{ ref('stg_registers__changed_keys') }} as changed_keys
    cross join build
    where changed_keys.is_changed or changed_keys.recorded_at > build.base_as_of

),

changed_products as (

    select key_1 as product_code from changed
    where register = 'products'
    union
    select products.product_code
    from {{ ref('stg_registers__products') }} as products
    inner join changed on changed.register = 'producers' and products.producer_code = changed.key_1

),

changed_codes as (

    select key_1 as merchant_code from changed
    where register = 'codes'
    union
    select codes.merchant_code
    from {{ ref('stg_registers__codes') }} as codes
    inner join changed on changed.register = 'producers' and codes.producer_code = changed.key_1
    union
    select codes.merchant_code
    from {{ ref('stg_registers__codes') }} as codes
    inner join changed_products on codes.product_code = changed_products.product_code

),

changed_items as (

    select
        key_1 as platform,
        key_2 as item_id
    from changed
    where register = 'item_matches'
    union
    select
        matches.platform,
        matches.item_id
    from {{ ref('stg_registers__item_matches') }} as matches
    inner join changed_products on matches.product_code = changed_products.product_code
    union
    select
        platform,
        item_id
    from {{ ref('stg_taobao__items') }}
    where is_new or is_removed

),

changed_shops as (

    select
        key_1 as platform,
        key_2 as shop_id
    from changed
    where register in ('shops', 'agreements')
    union
    select
        agreements.platform,
        agreements.shop_id
    from {{ ref('stg_registers__agreements') }} as agreements
    inner join changed on changed.register = 'producers' and agreements.producer_code = changed.key_1

),

moved as (

    select
        platform,
        order_id
    from {{ ref('int_order_versions') }}
    where is_new or is_removed
    union
    select
        platform,
        order_id
    from {{ ref('int_refund_versions') }}
    where is_new or is_removed
    union
    select
        platform,
        record_id as order_id
    from {{ ref('int_quarantine_versions') }}
    where kind = 'orders' and (is_new or is_removed)
    union
    select
        refunds.platform,
        refunds.order_id
    from {{ ref('int_refund_versions') }} as refunds
    inner join {{ ref('int_quarantine_versions') }} as quarantined
        on refunds.platform = quarantined.platform and refunds.refund_id = quarantined.record_id
    where quarantined.kind = 'refunds' and (quarantined.is_new or quarantined.is_removed)

),

attributed_anew as (

    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed_codes on keys.merchant_code = changed_codes.merchant_code
    union
    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed_items on keys.platform = changed_items.platform and keys.item_id = changed_items.item_id
    union
    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed_shops on keys.platform = changed_shops.platform and keys.shop_id = changed_shops.shop_id
    union
    select
        key_1 as platform,
        key_2 as order_id
    from changed
    where register = 'decisions'
    {% if has_earlier_build() and earlier('intermediate', 'journal_orders') %}
    union
    select
        noted.platform,
        noted.order_id
    from {{ earlier('intermediate', 'journal_orders') }} as noted
    inner join build on noted.base_build_id is not distinct from build.base_build_id
    {% endif %}

),

everything as (

    select
        platform,
        order_id
    from {{ ref('int_order_versions') }}
    union
    select
        platform,
        record_id as order_id
    from {{ ref('int_quarantine_versions') }}
    where kind = 'orders' and record_id is not null

),

first_touched as (

    select
        platform,
        order_id
    from everything
    -- the regions decide the code of every place, so a change of them touches all
    where
        exists (
            select 1 from build
            where is_full) or exists (
            select 1 from changed
            where register = 'regions'
        )
    union
    select
        platform,
        order_id
    from moved
    union
    select
        platform,
        order_id
    from attributed_anew

),

household_years as (

    select distinct
        keys.platform,
        keys.order_id,
        keys.merchant_code || '/' || keys.booked_year as household_year
    from keys
    inner join {{ ref('stg_registers__codes') }} as codes on keys.merchant_code = codes.merchant_code
    where codes.capacity_quantity is not null

),

reached as (

    select
        platform,
        order_id
    from first_touched
    union
    select
        others.platform,
        others.order_id
    from reached
    inner join household_years as mine on reached.platform = mine.platform and reached.order_id = mine.order_id
    inner join household_years as others on mine.household_year = others.household_year

)

select distinct
    platform,
    order_id
from reached
where platform is not null and order_id is not null
