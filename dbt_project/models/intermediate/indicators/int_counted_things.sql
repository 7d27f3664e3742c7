-- Things that a month counts beside its money, with the place and day that each was seen at: orders
-- and shops by seller place, households (O1 only) and villages by origin.
with build as (

    select * from {{ ref('int_build') }}

),

months as (

    select distinct month_on from {{ ref('fct_lines') }}

),

final as (

    select
        'order' as thing,
        lines.platform || ':' || lines.order_id as thing_id,
        lines.seller_area_code as area_code,
        lines.booked_on as seen_on,
        lines.month_on
    from {{ ref('fct_lines') }} as lines
    union all
    select
        'active_shop' as thing,
        lines.platform || ':' || lines.shop_id as thing_id,
        lines.seller_area_code as area_code,
        lines.booked_on as seen_on,
        lines.month_on
    from {{ ref('fct_lines') }} as lines
    union all
    select
        'selling_household' as thing,
        origin.household_code as thing_id,
        origin.area_code,
        origin.month_on as seen_on,
        origin.month_on
    from {{ ref('fct_origin') }} as origin
    where origin.origin_grade = 'O1' and origin.origin_status = 'certain' and origin.paid_fen > 0
    union all
    select
        'selling_village' as thing,
        origin.village_code as thing_id,
        origin.area_code,
        origin.month_on as seen_on,
        origin.month_on
    from {{ ref('fct_origin') }} as origin
    where origin.origin_status = 'certain' and origin.paid_fen > 0
    union all
    select
        'registered_shop' as thing,
        shops.platform || ':' || shops.shop_id as thing_id,
        coalesce(
            nullif(shops.inspected_county_code, ''),
            nullif(shops.operating_county_code, ''),
            nullif(shops.licence_county_code, '')
        ) as area_code,
        months.month_on as seen_on,
        months.month_on
    from {{ ref('stg_registers__shops') }} as shops
    inner join months
        on shops.valid_from < {{ add_months('months.month_on', 1) }} and shops.valid_to > months.month_on
    union all
    select
        'poor_village' as thing,
        members.region_code as thing_id,
        left(members.region_code, 6) as area_code,
        months.month_on as seen_on,
        months.month_on
    from {{ ref('dim_region_set') }} as members
    inner join build on members.programme = build.programme
    cross join months
    where members.region_set = 'poor_villages'

)

select * from final
