-- The seller place of each touched sale line, by the registers in force on the booking day
-- (design, section 4): inspected place S1, shop register S2, licence S3. The ship-from place (S4)
-- never stands alone: goods leave from cloud warehouses. A coarser place of a better grade is
-- refined by a finer one of a lesser grade that lies within it.
with shop_days as (

    select distinct
        platform,
        shop_id,
        booked_on
    from {{ ref('int_lines') }}

),

shops as (

    select * from {{ ref('stg_registers__shops') }}

),

evidence as (

    select
        platform,
        shop_id,
        valid_from,
        valid_to,
        'S1' as grade,
        inspected_county_code as evidence_code,
        nullif(inspected_village_code, '') as village_code
    from shops
    union all
    select
        platform,
        shop_id,
        valid_from,
        valid_to,
        'S2' as grade,
        operating_county_code as evidence_code,
        nullif(operating_village_code, '') as village_code
    from shops
    union all
    select
        platform,
        shop_id,
        valid_from,
        valid_to,
        'S3' as grade,
        licence_county_code as evidence_code,
        cast(null as varchar) as village_code
    from shops

),

placed as (

    select
        shop_days.platform,
        shop_days.shop_id,
        shop_days.booked_on,
        evidence.grade,
        evidence.village_code,
        coalesce(regions.region_code, left(evidence.evidence_code, 2) || '0000') as area_code,
        coalesce(regions.stem, left(evidence.evidence_code, 2)) as stem,
        coalesce(regions.level, 'province') as area_level
    from shop_days
    inner join evidence
        on
            shop_days.platform = evidence.platform
            and shop_days.shop_id = evidence.shop_id
            and {{ in_force('evidence', 'shop_days.booked_on') }}
    left join {{ ref('int_region_days') }} as regions
        on
            evidence.evidence_code = regions.evidence_code
            and {{ in_force('regions', 'shop_days.booked_on') }}
    where nullif(evidence.evidence_code, '') is not null

),

best as (

    select * from placed
    qualify row_number() over (partition by platform, shop_id, booked_on order by grade) = 1

),

chosen as (

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

final as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        coalesce(chosen.grade, 'SU') as seller_grade,
        case
            when chosen.grade is not null
                then 'shops:' || lines.platform || ':' || lines.shop_id || ':' || chosen.grade
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
    from {{ ref('int_lines') }} as lines
    cross join {{ ref('int_build') }} as build
    left join chosen
        on
            lines.platform = chosen.platform
            and lines.shop_id = chosen.shop_id
            and lines.booked_on = chosen.booked_on

)

select * from final
