-- Succeeded refunds that no sale line carries, one by one with the reason: of orders that are no sales,
-- of orders never landed or held out, a file's sum of what the platform itself tells refund by refund,
-- and what exceeds the payment of all lines (freight given back, mostly); grain: platform, refund.
{{ config(materialized='table') }}
with refunds as (

    select *
    from {{ ref('stg_feeds__refunds') }}
    where not is_removed
    qualify row_number() over (
        partition by platform, refund_id
        order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
    ) = 1

),

unreadable as (

    select
        platform,
        record_id as refund_id
    from {{ ref('int_quarantine') }}
    where kind = 'refunds'

),

carried as (

    select
        platform,
        refund_id,
        sum(amount_fen) as amount_fen
    from {{ ref('fct_refunds') }}
    group by platform, refund_id

),

compared as (

    select
        refunds.platform,
        refunds.refund_id,
        refunds.order_id,
        refunds.batch_id,
        case
            when orders.order_id is null then 'unknown_order'
            when orders.sale_state != 'sale' then 'not_a_sale'
            when refunds.succeeded_at is null and carried.refund_id is null then 'told_by_platform'
            else 'beyond_payment'
        end as reason,
        refunds.amount_fen - coalesce(carried.amount_fen, 0) as amount_fen,
        {{ month_of('coalesce(refunds.succeeded_at, orders.booked_at, orders.created_at, refunds.modified_at)') }}
            as month_on
    from refunds
    left join {{ ref('fct_orders') }} as orders
        on refunds.platform = orders.platform and refunds.order_id = orders.order_id
    left join carried
        on refunds.platform = carried.platform and refunds.refund_id = carried.refund_id
    left join unreadable
        on refunds.platform = unreadable.platform and refunds.refund_id = unreadable.refund_id
    where refunds.refund_state = 'succeeded' and unreadable.refund_id is null

)

select
    platform,
    refund_id,
    order_id,
    reason,
    batch_id,
    cast(amount_fen as bigint) as amount_fen,
    month_on
from compared
where amount_fen > 0
