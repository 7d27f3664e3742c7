-- The county of the province that a shop ships from, on each day that it sold, where that may say
-- something of the shop (S4): never where a cloud warehouse is listed, since anybody's goods leave
-- from there, and never before a list is on file, since any county might have one.
with shop_days as (

    select * from {{ ref('int_shop_days') }}

),

shipping as (

    select
        shop_days.platform,
        shop_days.shop_id,
        shop_days.booked_on,
        shops.ship_from_county_code
    from shop_days
    inner join {{ ref('stg_registers__shops') }} as shops
        on
            shop_days.platform = shops.platform
            and shop_days.shop_id = shops.shop_id
            and {{ in_force('shops', 'shop_days.booked_on') }}
    where
        exists (select 1 from {{ ref('stg_registers__warehouses') }})
        and not exists (
            select 1
            from {{ ref('int_warehouse_codes') }} as warehouses
            where
                warehouses.county_code = shops.ship_from_county_code
                and {{ in_force('warehouses', 'shop_days.booked_on') }}
        )

),

final as (

    select
        shipping.platform,
        shipping.shop_id,
        shipping.booked_on,
        regions.region_code as county_code
    from shipping
    cross join {{ ref('int_build') }} as build
    inner join {{ ref('int_region_days') }} as regions
        on
            shipping.ship_from_county_code = regions.evidence_code
            and {{ in_force('regions', 'shipping.booked_on') }}
    where regions.level = 'county' and starts_with(regions.region_code, build.province_stem)

)

select * from final
