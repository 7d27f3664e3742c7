-- Every sign of where a touched sale line's goods come from, one row a sign and possible place
-- (design, section 4). Places are read by the booking day. `reach` is 3 for a household, 2 for a
-- village, 1 for a county, 0 for less; is_choice marks signs that name several places, is_content
-- those that tell what a box or batch holds and share the line out by it.
with signs as (

    {% for kind in [
        'codes', 'deliveries', 'agreements', 'products', 'brands', 'certificates', 'boxes', 'attributes', 'inspections',
    ] %}
    select * from {{ ref('int_evidence_' ~ kind) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

producers as (

    select * from {{ ref('stg_registers__producers') }}

),

regions as (

    select * from {{ ref('int_region_days') }}

),

produced as (

    select
        signs.*,
        case
            when signs.grade in ('O1', 'O2') and producers.producer_kind = 'household' then signs.producer_code
        end as household_code,
        coalesce(signs.evidence_code, nullif(producers.county_code, '')) as place_code,
        coalesce(signs.village_code, nullif(producers.village_code, '')) as place_village_code
    from signs
    left join producers
        on signs.producer_code = producers.producer_code and {{ in_force('producers', 'signs.booked_on') }}

),

placed as (

    select
        produced.platform,
        produced.order_id,
        produced.line_id,
        produced.grade,
        produced.evidence_id,
        produced.household_code,
        regions.region_code as area_code,
        regions.stem,
        case when regions.level = 'county' then regions.region_code end as county_code,
        case
            when regions.level = 'county' then coalesce(villages.village_code, produced.place_village_code)
        end as village_code,
        case
            when regions.level != 'county' then 0
            when produced.household_code is not null then 3
            when produced.place_village_code is not null then 2
            else 1
        end as reach,
        produced.share_ppm,
        produced.grade != 'O2'
        and (
            starts_with(produced.evidence_id, 'boxes:') or starts_with(produced.evidence_id, 'deliveries:')
        ) as is_content
    from produced
    inner join regions
        on produced.place_code = regions.evidence_code and {{ in_force('regions', 'produced.booked_on') }}
    left join {{ ref('int_village_days') }} as villages
        on
            produced.place_village_code = villages.evidence_code
            and {{ in_force('villages', 'produced.booked_on') }}

),

choices as (

    select
        platform,
        order_id,
        line_id,
        evidence_id
    from placed
    -- a code, a product and an inspection name one place each
    where
        grade in ('O2', 'O4')
        or is_content
        or starts_with(evidence_id, 'brand_users:')
        or starts_with(evidence_id, 'certificates:')
    group by platform, order_id, line_id, evidence_id
    having min(stem) != max(stem)

),

final as (

    select
        placed.*,
        choices.evidence_id is not null as is_choice
    from placed
    left join choices
        on
            placed.platform = choices.platform
            and placed.order_id = choices.order_id
            and placed.line_id = choices.line_id
            and placed.evidence_id = choices.evidence_id

)

select * from final
