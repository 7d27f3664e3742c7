-- What the code and product registers say of each touched sale line on its booking day: the code on
-- the line first, else the match of the platform's item, or of what stands for an item (match_key).
with lines as (

    select * from {{ ref('int_lines') }}

),

codes as (

    select * from {{ ref('stg_registers__codes') }}

),

matches as (

    select * from {{ ref('stg_registers__item_matches') }}

),

linked as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        lines.booked_on,
        codes.merchant_code,
        codes.code_kind,
        nullif(codes.producer_code, '') as code_producer_code,
        -- what was found for the year goes before what the code was given for
        coalesce(
            {{ whole_quotient(thousandths('capacities.quantity'), '1000') }}, codes.capacity_quantity
        ) as capacity_quantity,
        {{ yield_key('codes') }} as yield_key,
        coalesce(nullif(codes.product_code, ''), nullif(matches.product_code, '')) as product_code
    from lines
    left join codes
        on lines.merchant_code = codes.merchant_code and {{ in_force('codes', 'lines.booked_on') }}
    left join {{ ref('stg_registers__capacities') }} as capacities
        on
            codes.producer_code = capacities.producer_code
            and codes.product_code = capacities.product_code
            and capacities.year = year(lines.booked_on)
            -- units of sale only: what a 斤 makes of a piece is written nowhere
            and capacities.unit = '件'
            and {{ in_force('capacities', 'lines.booked_on') }}
    left join matches
        on
            lines.platform = matches.platform
            and {{ match_key('lines.item_id', 'lines.shop_id', 'lines.merchant_code', 'lines.title') }}
            = matches.item_id
            and {{ in_force('matches', 'lines.booked_on') }}

),

final as (

    select
        linked.platform,
        linked.order_id,
        linked.line_id,
        linked.booked_on,
        linked.merchant_code,
        linked.code_kind,
        linked.code_producer_code,
        linked.capacity_quantity,
        linked.yield_key,
        products.product_code,
        products.goods_class,
        products.evidence_kind,
        nullif(products.producer_code, '') as product_producer_code,
        nullif(products.county_code, '') as product_county_code,
        nullif(products.village_code, '') as product_village_code
    from linked
    left join {{ ref('stg_registers__products') }} as products
        on linked.product_code = products.product_code and {{ in_force('products', 'linked.booked_on') }}
    where linked.merchant_code is not null or products.product_code is not null

)

select * from final
