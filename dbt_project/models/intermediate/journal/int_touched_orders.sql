-- The orders that this build makes again (design, section 4): all of them, or those of new or gone
-- batches, those whose shop, code, item or product meets a register load since the base build, what
-- unfinished tries have journalled, those that are held out now or were before, and, since capacity
-- is used up in order of time, the other orders of the same households' yields and years.
with recursive build as (

    select * from {{ ref('int_build') }}

),

keys as (

    select * from {{ ref('int_order_keys') }}

),

changed as (

    select * from {{ ref('int_changed_keys') }}

),

first_touched as (

    select
        platform,
        order_id
    from {{ ref('int_known_orders') }}
    -- the regions decide the code of every place, so a change of them touches all
    where
        (select bool_or(is_full) from build)
        or 'region' in (select thing from changed)
    union
    select
        platform,
        order_id
    from {{ ref('int_moved_orders') }}
    union
    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed on changed.thing = 'code' and keys.merchant_code = changed.key_1
    union
    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed
        on changed.thing = 'item' and keys.platform = changed.key_1 and keys.item_id = changed.key_2
    union
    select
        keys.platform,
        keys.order_id
    from keys
    inner join changed
        on changed.thing = 'shop' and keys.platform = changed.key_1 and keys.shop_id = changed.key_2
    union
    select
        key_1 as platform,
        key_2 as order_id
    from changed
    where thing = 'order'
    {% if has_earlier_build() and earlier('intermediate', 'journal_orders') %}
    union
    select
        noted.platform,
        noted.order_id
    from {{ earlier('intermediate', 'journal_orders') }} as noted
    inner join build on noted.base_build_id is not distinct from build.base_build_id
    {% endif %}

),

household_years as (

    select distinct
        keys.platform,
        keys.order_id,
        yields.yield_key || '/' || keys.booked_year as household_year
    from keys
    inner join {{ ref('stg_registers__code_yields') }} as yields on keys.merchant_code = yields.merchant_code

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
