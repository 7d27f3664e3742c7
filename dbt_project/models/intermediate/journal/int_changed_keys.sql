-- What stands on lines and may attribute them anew since the base build: codes, items, shops, orders
-- and regions that a register load mentions, or that hang on what it mentions; and orders that are
-- held out for other reasons than before. Empty where everything is built again.
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

final as (

    select
        case register
            when 'codes' then 'code'
            when 'boxes' then 'code'
            when 'item_matches' then 'item'
            when 'decisions' then 'order'
            when 'regions' then 'region'
            -- rare, and an old code may stand behind any evidence
            when 'village_mergers' then 'region'
            else 'shop'
        end as thing,
        key_1,
        key_2
    from changed
    where register in ('codes', 'boxes', 'item_matches', 'decisions', 'regions', 'village_mergers', 'shops')
    union
    select
        links.thing,
        links.key_1,
        links.key_2
    from {{ ref('int_register_links') }} as links
    inner join changed on links.register = changed.register and links.key = changed.key_1
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

)

select * from final
