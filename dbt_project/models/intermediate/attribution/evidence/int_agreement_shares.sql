-- What part of a shop's goods each agreement gives to its producers, on every day that the shop sold.
-- Deliveries go before agreed shares: where slips of the last twelve months tell how much of the
-- product each producer handed over, the agreement's whole part is shared out by that.
with agreed as (

    select
        agreements.agreement_no,
        nullif(agreements.product_code, '') as product_code,
        agreements.producer_code,
        agreements.share_ppm,
        days.platform,
        days.shop_id,
        days.booked_on
    from {{ ref('int_shop_days') }} as days
    inner join {{ ref('stg_registers__agreements') }} as agreements
        on
            days.platform = agreements.platform
            and days.shop_id = agreements.shop_id
            and {{ in_force('agreements', 'days.booked_on') }}

),

slips as (

    select
        wholes.*,
        deliveries.product_code as delivered_code,
        deliveries.producer_code,
        deliveries.unit,
        {{ thousandths('deliveries.quantity') }} as quantity_milli
    from (
        select
            agreement_no,
            product_code,
            platform,
            shop_id,
            booked_on,
            cast(sum(share_ppm) as bigint) as whole_ppm
        from agreed
        group by agreement_no, product_code, platform, shop_id, booked_on
    ) as wholes
    inner join {{ ref('stg_registers__deliveries') }} as deliveries
        on
            wholes.agreement_no = deliveries.agreement_no
            and (wholes.product_code is null or wholes.product_code = deliveries.product_code)
            and wholes.booked_on >= deliveries.delivered_on
            and wholes.booked_on < {{ add_months('deliveries.delivered_on', 12) }}
            and {{ in_force('deliveries', 'wholes.booked_on') }}

),

delivered as (

    select
        agreement_no,
        product_code,
        platform,
        shop_id,
        booked_on,
        whole_ppm,
        delivered_code,
        producer_code,
        cast(sum(quantity_milli) as bigint) as quantity_milli,
        min(unit) as least_unit,
        max(unit) as last_unit
    from slips
    group by
        agreement_no, product_code, platform, shop_id, booked_on, whole_ppm, delivered_code, producer_code
    having sum(quantity_milli) > 0

),

in_one_unit as (

    select * from delivered
    qualify
        min(least_unit) over (partition by agreement_no, platform, shop_id, booked_on, delivered_code)
        = max(last_unit) over (partition by agreement_no, platform, shop_id, booked_on, delivered_code)

)

select
    platform,
    shop_id,
    booked_on,
    agreement_no,
    'agreements:' || agreement_no as evidence_id,
    product_code,
    cast(null as varchar) as delivered_code,
    producer_code,
    cast(share_ppm as bigint) as share_ppm
from agreed
union all
select
    platform,
    shop_id,
    booked_on,
    agreement_no,
    'deliveries:' || agreement_no as evidence_id,
    product_code,
    delivered_code,
    producer_code,
    share_fen as share_ppm
from (
    {{ shared_out(
        'in_one_unit', ['agreement_no', 'platform', 'shop_id', 'booked_on', 'delivered_code', 'product_code'],
        'producer_code', 'whole_ppm', 'quantity_milli'
    ) }}
) as shared
