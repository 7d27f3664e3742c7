-- The newest version of each touched order: by modified_at, then payload hash; of equal ones the
-- first landed. Where the newest version could not be read, the whole order stays out.
with touched as (

    select * from {{ ref('int_touched_orders') }}

),

versions as (

    select versions.*
    from {{ ref('stg_feeds__orders') }} as versions
    inner join touched on versions.platform = touched.platform and versions.order_id = touched.order_id
    where not versions.is_removed

),

-- a payload that could be read elsewhere is no longer unreadable
unreadable as (

    select
        quarantined.platform,
        quarantined.record_id as order_id,
        max(coalesce(quarantined.modified_at, quarantined.landed_at)) as modified_at
    from {{ ref('stg_feeds__quarantine') }} as quarantined
    inner join touched
        on quarantined.platform = touched.platform and quarantined.record_id = touched.order_id
    where
        quarantined.kind = 'orders'
        and not quarantined.is_removed
        and not exists (
            select 1
            from versions
            where
                versions.platform = quarantined.platform
                and versions.order_id = quarantined.record_id
                and versions.payload_sha256 = quarantined.payload_sha256
        )
    group by quarantined.platform, quarantined.record_id

),

newest as (

    select *
    from versions
    qualify row_number() over (
        partition by platform, order_id
        order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
    ) = 1

),

final as (

    select
        newest.*,
        cast(newest.booked_at as date) as booked_on,
        {{ month_of('coalesce(newest.booked_at, newest.created_at, newest.paid_at, newest.modified_at)') }} as month_on
    from newest
    left join unreadable
        on newest.platform = unreadable.platform and newest.order_id = unreadable.order_id
    where unreadable.order_id is null or unreadable.modified_at <= newest.modified_at

)

select * from final
