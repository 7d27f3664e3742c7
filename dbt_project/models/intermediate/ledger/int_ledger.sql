-- The newest version of each row of the offline ledgers and how it counts (design, section 3: the same
-- sale once). A row that names an online order which a feed holds is that same sale: the feed counts it,
-- or the feed says that it was none. All others count here, graded by their proof.
with versions as (

    select
        *,
        reporter_code || '/' || ledger_id as record_id
    from {{ ref('stg_feeds__ledger') }}
    where not is_removed

),

newest as (

    select *
    from versions
    qualify row_number() over (
        partition by record_id
        order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
    ) = 1

),

-- where the newest version could not be read, the row stays out
unreadable as (

    select
        record_id,
        max(coalesce(modified_at, landed_at)) as modified_at
    from {{ ref('stg_feeds__quarantine') }}
    where kind = 'ledger' and not is_removed
    group by record_id

),

final as (

    select
        newest.reporter_code,
        newest.ledger_id,
        newest.channel,
        newest.proof_grade,
        newest.county_code,
        newest.village_code,
        newest.seller_code,
        newest.producer_code,
        newest.product_code,
        newest.order_platform,
        newest.order_id,
        newest.amount_fen,
        newest.is_refund,
        case
            when newest.is_void then 'void'
            when orders.order_id is null then 'counted'
            when orders.sale_state = 'sale' then 'counted_in_feed'
            else 'no_sale_in_feed'
        end as status,
        -- a row that tells its month only has no day
        case when newest.precision = 'day' then cast(newest.occurred_at as date) end as occurred_on,
        {{ month_of('newest.occurred_at') }} as month_on,
        newest.batch_id
    from newest
    left join unreadable on newest.record_id = unreadable.record_id
    left join {{ ref('fct_orders') }} as orders
        on newest.order_platform = orders.platform and newest.order_id = orders.order_id
    where unreadable.record_id is null or unreadable.modified_at <= newest.modified_at

)

select * from final
