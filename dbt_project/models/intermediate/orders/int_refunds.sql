-- The newest version of each refund of touched orders that succeeded, in order of time. A refund
-- without its own time belongs to the month of payment, and is flagged; it is what a file says of its
-- order in one sum, and gives way to the refunds that the platform itself tells of that order.
with touched as (

    select * from {{ ref('int_touched_orders') }}

),

-- a refund that was first told of another order is that order's no longer, so all versions are read
told as (

    select distinct
        refunds.platform,
        refunds.refund_id
    from {{ ref('stg_feeds__refunds') }} as refunds
    inner join touched on refunds.platform = touched.platform and refunds.order_id = touched.order_id

),

versions as (

    select versions.*
    from {{ ref('stg_feeds__refunds') }} as versions
    inner join told on versions.platform = told.platform and versions.refund_id = told.refund_id
    where not versions.is_removed

),

unreadable as (

    select
        quarantined.platform,
        quarantined.record_id as refund_id,
        max(coalesce(quarantined.modified_at, quarantined.landed_at)) as modified_at
    from {{ ref('stg_feeds__quarantine') }} as quarantined
    where
        quarantined.kind = 'refunds'
        and not quarantined.is_removed
        and not exists (
            select 1
            from versions
            where
                versions.platform = quarantined.platform
                and versions.refund_id = quarantined.record_id
                and versions.payload_sha256 = quarantined.payload_sha256
        )
    group by quarantined.platform, quarantined.record_id

),

newest as (

    select *
    from versions
    qualify row_number() over (
        partition by platform, refund_id
        order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
    ) = 1

),

succeeded as (

    select
        newest.platform,
        newest.refund_id,
        newest.order_id,
        newest.line_id,
        newest.amount_fen,
        newest.succeeded_at,
        newest.modified_at,
        newest.succeeded_at is not null as is_dated,
        newest.batch_id
    from newest
    inner join touched on newest.platform = touched.platform and newest.order_id = touched.order_id
    left join unreadable
        on newest.platform = unreadable.platform and newest.refund_id = unreadable.refund_id
    where
        newest.refund_state = 'succeeded'
        and newest.amount_fen > 0
        and (unreadable.refund_id is null or unreadable.modified_at <= newest.modified_at)

),

dated_orders as (

    select distinct
        platform,
        order_id
    from succeeded
    where is_dated

),

final as (

    select succeeded.*
    from succeeded
    left join dated_orders
        on succeeded.platform = dated_orders.platform and succeeded.order_id = dated_orders.order_id
    where succeeded.is_dated or dated_orders.order_id is null

)

select * from final
