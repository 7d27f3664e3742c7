-- Orders that new or withdrawn batches speak of, by the order itself, its refunds or rows that could
-- not be read. Empty where everything is built again.
with build as (

    select * from {{ ref('int_build') }}
    where not is_full

),

refunds as (

    select
        platform,
        refund_id,
        order_id,
        is_new or is_removed as is_moved
    from {{ ref('stg_feeds__refunds') }}

),

unread as (

    select
        platform,
        kind,
        record_id
    from {{ ref('stg_feeds__quarantine') }}
    where is_new or is_removed

),

moved as (

    select
        platform,
        order_id
    from {{ ref('stg_feeds__orders') }}
    where is_new or is_removed
    union
    -- every order that any version of the refund speaks of
    select
        refunds.platform,
        refunds.order_id
    from refunds
    inner join refunds as moved_refunds
        on refunds.platform = moved_refunds.platform and refunds.refund_id = moved_refunds.refund_id
    where moved_refunds.is_moved
    union
    select
        platform,
        record_id as order_id
    from unread
    where kind = 'orders'
    union
    select
        refunds.platform,
        refunds.order_id
    from refunds
    inner join unread
        on unread.kind = 'refunds' and refunds.platform = unread.platform and refunds.refund_id = unread.record_id

)

select moved.*
from moved
cross join build
