-- Every sale in its newest version, touched or not, with what tells of brushing: what is suspicious
-- depends on other orders placed on the shop's day, so all of them have to be seen. A pre-sale counts
-- on the day it was placed: whoever buys from himself places his orders in one go, whenever they are paid.
with orders as (

    select * from {{ ref('stg_feeds__orders') }}
    where not is_removed

),

newest as (

    select
        *,
        coalesce(created_at, booked_at) as placed_at,
        cast(coalesce(created_at, booked_at) as date) as placed_on
    from orders
    qualify row_number() over (
        partition by platform, order_id
        order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
    ) = 1

),

refunds as (

    select
        platform,
        order_id,
        cast(sum(amount_fen) as bigint) as refund_fen
    from (
        select * from {{ ref('stg_feeds__refunds') }}
        where not is_removed
        qualify row_number() over (
            partition by platform, refund_id
            order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
        ) = 1
    ) as newest_refunds
    where refund_state = 'succeeded'
    group by platform, order_id

)

select
    newest.platform,
    newest.shop_id,
    newest.order_id,
    newest.batch_id,
    newest.payload_sha256,
    newest.booked_at,
    cast(newest.booked_at as date) as booked_on,
    newest.placed_at,
    newest.placed_on,
    newest.paid_fen,
    newest.buyer_hmac,
    newest.receiver_county_code,
    coalesce(refunds.refund_fen >= newest.paid_fen, false) as is_refunded,
    count(newest.buyer_hmac) over (
        partition by newest.platform, newest.shop_id, newest.placed_on, newest.buyer_hmac
    ) as buyer_order_count,
    count(*) over (
        partition by newest.platform, newest.shop_id, newest.placed_on, newest.paid_fen
    ) as amount_order_count,
    count(newest.receiver_county_code) over (
        partition by newest.platform, newest.shop_id, newest.placed_on, newest.receiver_county_code
    ) as county_order_count
from newest
left join refunds on newest.platform = refunds.platform and newest.order_id = refunds.order_id
where newest.sale_state = 'sale' and newest.booked_at is not null and newest.paid_fen > 0
