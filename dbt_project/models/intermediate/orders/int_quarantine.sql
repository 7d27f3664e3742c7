-- Rows that could not be read and still matter: their payload was read nowhere else, and no newer
-- version of the same record could be read. A record met again counts once, in its newest version.
with versions as (

    select
        platform,
        'orders' as kind,
        order_id as record_id,
        payload_sha256,
        modified_at
    from {{ ref('stg_feeds__orders') }}
    where not is_removed
    union all
    select
        platform,
        'refunds' as kind,
        refund_id as record_id,
        payload_sha256,
        modified_at
    from {{ ref('stg_feeds__refunds') }}
    where not is_removed
    union all
    select
        platform,
        'ledger' as kind,
        reporter_code || '/' || ledger_id as record_id,
        payload_sha256,
        modified_at
    from {{ ref('stg_feeds__ledger') }}
    where not is_removed

),

unreadable as (

    select *
    from {{ ref('stg_feeds__quarantine') }}
    where not is_removed
    qualify row_number() over (
        partition by platform, kind, coalesce(record_id, payload_sha256)
        order by coalesce(modified_at, landed_at) desc, payload_sha256 desc, landed_at, batch_id, source
    ) = 1

),

final as (

    select
        unreadable.platform,
        unreadable.kind,
        unreadable.record_id,
        unreadable.reason,
        unreadable.source,
        unreadable.batch_id,
        unreadable.amount_fen,
        {{ month_of('coalesce(unreadable.occurred_at, unreadable.modified_at, unreadable.landed_at)') }} as month_on
    from unreadable
    where
        not exists (
            select 1
            from versions
            where
                versions.platform = unreadable.platform
                and versions.kind = unreadable.kind
                and versions.record_id = unreadable.record_id
                and (
                    versions.payload_sha256 = unreadable.payload_sha256
                    or versions.modified_at >= coalesce(unreadable.modified_at, unreadable.landed_at)
                )
        )
        -- a file told that something of the order went back and not how much: its platform has told since
        and not exists (
            select 1
            from {{ ref('stg_feeds__refunds') }} as refunds
            where
                unreadable.kind = 'refunds'
                and not refunds.is_removed
                and refunds.platform = unreadable.platform
                and refunds.order_id || '-untold' = unreadable.record_id
                and refunds.refund_state = 'succeeded'
                and refunds.succeeded_at is not null
                and refunds.amount_fen > 0
        )

)

select * from final
