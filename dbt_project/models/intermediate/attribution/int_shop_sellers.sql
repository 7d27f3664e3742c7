-- The seller place of each shop on each day that it sold, by the registers in force on that day
-- (design, section 4). A coarser place of a better grade is refined by a finer one of a lesser
-- grade that lies within it; ship-from (S4) joins in where they know the prefecture.
with shop_days as (

    select * from {{ ref('int_shop_days') }}

),

placed as (

    select
        shop_days.platform,
        shop_days.shop_id,
        shop_days.booked_on,
        evidence.grade,
        -- a village that was merged is the one that it is part of on that day
        coalesce(villages.village_code, evidence.village_code) as village_code,
        coalesce(regions.region_code, left(evidence.evidence_code, 2) || '0000') as area_code,
        coalesce(regions.stem, left(evidence.evidence_code, 2)) as stem,
        coalesce(regions.level, 'province') as area_level
    from shop_days
    inner join {{ ref('int_shop_evidence') }} as evidence
        on
            shop_days.platform = evidence.platform
            and shop_days.shop_id = evidence.shop_id
            and {{ in_force('evidence', 'shop_days.booked_on') }}
    left join {{ ref('int_region_days') }} as regions
        on
            evidence.evidence_code = regions.evidence_code
            and {{ in_force('regions', 'shop_days.booked_on') }}
    left join {{ ref('int_village_days') }} as villages
        on evidence.village_code = villages.evidence_code and {{ in_force('villages', 'shop_days.booked_on') }}

),

best as (

    select * from placed
    qualify row_number() over (partition by platform, shop_id, booked_on order by grade) = 1

),

named as (

    select placed.*
    from placed
    inner join best
        on
            placed.platform = best.platform
            and placed.shop_id = best.shop_id
            and placed.booked_on = best.booked_on
            and starts_with(placed.stem, best.stem)
    qualify row_number() over (
        partition by placed.platform, placed.shop_id, placed.booked_on
        order by length(placed.stem) desc, placed.grade
    ) = 1

),

-- Ship-from never stands alone. It agrees with a known prefecture if it lies within it; with a place
-- known to the province only it would be alone, since nearly every shop ships from its province.
chosen as (

    select
        named.platform,
        named.shop_id,
        named.booked_on,
        case when shipping.county_code is null then named.grade else 'S4' end as grade,
        case when shipping.county_code is null then named.grade else named.grade || '+S4' end as evidence_grades,
        case when shipping.county_code is null then named.village_code end as village_code,
        coalesce(shipping.county_code, named.area_code) as area_code,
        named.stem,
        case when shipping.county_code is null then named.area_level else 'county' end as area_level
    from named
    left join {{ ref('int_ship_from_places') }} as shipping
        on
            named.area_level = 'prefecture'
            and starts_with(shipping.county_code, named.stem)
            and named.platform = shipping.platform
            and named.shop_id = shipping.shop_id
            and named.booked_on = shipping.booked_on

),

final as (

    select
        shop_days.platform,
        shop_days.shop_id,
        shop_days.booked_on,
        coalesce(chosen.grade, 'SU') as seller_grade,
        case
            when chosen.grade is not null
                then 'shops:' || shop_days.platform || ':' || shop_days.shop_id || ':' || chosen.evidence_grades
        end as seller_evidence_id,
        chosen.area_code as seller_area_code,
        case
            when chosen.area_level = 'county' and starts_with(chosen.stem, build.province_stem) then chosen.area_code
        end as seller_county_code,
        case
            when chosen.area_level = 'county' and starts_with(chosen.stem, build.province_stem)
                then chosen.village_code
        end as seller_village_code,
        case
            when chosen.area_code is null then 'unknown'
            when not starts_with(chosen.stem, build.province_stem) then 'outside'
            else chosen.area_level
        end as seller_status
    from shop_days
    cross join {{ ref('int_build') }} as build
    left join chosen
        on
            shop_days.platform = chosen.platform
            and shop_days.shop_id = chosen.shop_id
            and shop_days.booked_on = chosen.booked_on

)

select * from final
