-- Every sign of where a touched sale line's goods come from, one row a sign and possible place
-- (design, section 4). Places are read by the booking day. `reach` is 3 for a household, 2 for a
-- village, 1 for a county, 0 for less;
-- is_choice marks signs that name several places.
with lines as (

    select * from {{ ref('int_lines') }}

),

products as (

    select * from {{ ref('int_line_products') }}

),

producers as (

    select * from {{ ref('stg_registers__producers') }}

),

shops as (

    select * from {{ ref('stg_registers__shops') }}

),

-- O1, O2: the code on the line names who made it
by_code as (

    select
        products.platform,
        products.order_id,
        products.line_id,
        case
            when products.code_kind = 'batch' then 'O1'
            when products.capacity_quantity is not null and products.product_code is not null then 'O1'
            else 'O2'
        end as grade,
        'codes:' || products.merchant_code as evidence_id,
        products.code_producer_code as producer_code,
        cast(null as varchar) as evidence_code,
        cast(null as varchar) as village_code,
        1000000 as share_ppm
    from products
    where products.code_producer_code is not null and products.code_kind in ('household', 'batch')

),

-- O2: shares by agreement; one for the product goes before one for the whole shop
agreed as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        'O2' as grade,
        'agreements:' || agreements.agreement_no as evidence_id,
        agreements.producer_code,
        cast(null as varchar) as evidence_code,
        cast(null as varchar) as village_code,
        agreements.share_ppm
    from lines
    inner join {{ ref('stg_registers__agreements') }} as agreements
        on
            lines.platform = agreements.platform
            and lines.shop_id = agreements.shop_id
            and {{ in_force('agreements', 'lines.booked_on') }}
    left join products
        on
            lines.platform = products.platform
            and lines.order_id = products.order_id
            and lines.line_id = products.line_id
    where nullif(agreements.product_code, '') is null or agreements.product_code = products.product_code
    qualify dense_rank() over (
        partition by lines.platform, lines.order_id, lines.line_id
        order by nullif(agreements.product_code, '') is null, agreements.agreement_no
    ) = 1

),

-- O3: product or batch register, brand or geographical indication
by_product as (

    select
        platform,
        order_id,
        line_id,
        'O3' as grade,
        'products:' || product_code as evidence_id,
        product_producer_code as producer_code,
        product_county_code as evidence_code,
        product_village_code as village_code,
        1000000 as share_ppm
    from products
    where coalesce(product_county_code, product_producer_code) is not null

),

-- O4: the platform's item attribute
by_attribute as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        'O4' as grade,
        'attribute:' || lines.item_origin_text as evidence_id,
        cast(null as varchar) as producer_code,
        texts.region_code as evidence_code,
        cast(null as varchar) as village_code,
        1000000 as share_ppm
    from lines
    inner join {{ ref('int_origin_texts') }} as texts on lines.item_origin_text = texts.origin_text

),

-- O5: an inspected shop or station that sells what its own village grows
by_inspection as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        'O5' as grade,
        'shops:' || shops.platform || ':' || shops.shop_id || ':O5' as evidence_id,
        cast(null as varchar) as producer_code,
        shops.inspected_county_code as evidence_code,
        nullif(shops.inspected_village_code, '') as village_code,
        1000000 as share_ppm
    from lines
    inner join shops
        on
            lines.platform = shops.platform
            and lines.shop_id = shops.shop_id
            and {{ in_force('shops', 'lines.booked_on') }}
    where
        (shops.is_own_produce or shops.is_station)
        and nullif(shops.inspected_county_code, '') is not null

),

signs as (

    select * from by_code
    union all
    select * from agreed
    union all
    select * from by_product
    union all
    select * from by_attribute
    union all
    select * from by_inspection

),

produced as (

    select
        signs.platform,
        signs.order_id,
        signs.line_id,
        signs.grade,
        signs.evidence_id,
        signs.share_ppm,
        lines.booked_on,
        case
            when signs.grade in ('O1', 'O2') and producers.producer_kind = 'household' then signs.producer_code
        end as household_code,
        coalesce(signs.evidence_code, nullif(producers.county_code, '')) as evidence_code,
        coalesce(signs.village_code, nullif(producers.village_code, '')) as village_code
    from signs
    inner join lines
        on
            signs.platform = lines.platform
            and signs.order_id = lines.order_id
            and signs.line_id = lines.line_id
    left join producers
        on signs.producer_code = producers.producer_code and {{ in_force('producers', 'lines.booked_on') }}

),

-- one sign may name one place under codes of several days
placed as (

    select distinct
        produced.platform,
        produced.order_id,
        produced.line_id,
        produced.grade,
        produced.evidence_id,
        produced.household_code,
        regions.region_code as area_code,
        regions.stem,
        case when regions.level = 'county' then regions.region_code end as county_code,
        case when regions.level = 'county' then produced.village_code end as village_code,
        case
            when regions.level != 'county' then 0
            when produced.household_code is not null then 3
            when produced.village_code is not null then 2
            else 1
        end as reach,
        produced.share_ppm
    from produced
    inner join {{ ref('int_region_days') }} as regions
        on produced.evidence_code = regions.evidence_code and {{ in_force('regions', 'produced.booked_on') }}

),

final as (

    select
        *,
        min(stem) over (partition by platform, order_id, line_id, evidence_id)
        != max(stem) over (partition by platform, order_id, line_id, evidence_id) as is_choice
    from placed

)

select * from final
