-- Deliveries that were paid less than their agreement's protection price (C065), with what was short, to
-- the fen; grain: delivery. Only where both prices are for the same unit; other units are told as such.
select
    deliveries.delivery_no,
    deliveries.agreement_no,
    deliveries.producer_code,
    deliveries.product_code,
    deliveries.delivered_on,
    deliveries.unit,
    agreements.price_unit,
    deliveries.price_fen,
    agreements.protection_price_fen,
    case
        when deliveries.unit = agreements.price_unit
            then cast(
                round(
                    cast(deliveries.quantity as decimal(18, 3))
                    * (agreements.protection_price_fen - deliveries.price_fen)
                ) as bigint
            )
    end as short_fen
from {{ ref('stg_registers__deliveries') }} as deliveries
inner join {{ ref('stg_registers__agreements') }} as agreements
    on
        deliveries.agreement_no = agreements.agreement_no
        and deliveries.producer_code = agreements.producer_code
        and (agreements.product_code is null or agreements.product_code = deliveries.product_code)
        and {{ in_force('agreements', 'deliveries.delivered_on') }}
        and {{ in_force('deliveries', 'deliveries.delivered_on') }}
where
    agreements.protection_price_fen is not null
    and deliveries.price_fen is not null
    and (deliveries.unit != agreements.price_unit or deliveries.price_fen < agreements.protection_price_fen)
