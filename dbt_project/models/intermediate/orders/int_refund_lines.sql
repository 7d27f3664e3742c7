-- Refunds of sales, shared among the lines of their order by what is left of each.
with lines as (

    select
        platform,
        order_id,
        line_id as part_key,
        paid_fen
    from {{ ref('int_lines') }}

),

refunds as (

    select
        refunds.platform,
        refunds.order_id,
        refunds.refund_id,
        refunds.amount_fen,
        -- a line that the order does not have stands for the whole order
        lines.part_key,
        row_number() over (
            partition by refunds.platform, refunds.order_id
            order by refunds.succeeded_at nulls first, refunds.refund_id
        ) as refund_no
    from {{ ref('int_refunds') }} as refunds
    left join lines
        on
            refunds.platform = lines.platform
            and refunds.order_id = lines.order_id
            and refunds.line_id = lines.part_key

),

refunded_lines as (

    select lines.*
    from lines
    where
        exists (
            select 1
            from refunds
            where refunds.platform = lines.platform and refunds.order_id = lines.order_id
        )

),

shared as (

    {{ refunds_shared_by_what_is_left('refunded_lines', 'refunds', ['platform', 'order_id']) }}

),

final as (

    select
        shared.platform,
        lines.shop_id,
        shared.refund_id,
        shared.order_id,
        shared.part_key as line_id,
        shared.share_fen as amount_fen,
        refunds.is_dated,
        refunds.batch_id,
        cast(refunds.succeeded_at as date) as succeeded_on,
        cast(coalesce(refunds.succeeded_at, lines.booked_at) as date) as refunded_on,
        {{ month_of('coalesce(refunds.succeeded_at, lines.booked_at)') }} as month_on,
        coalesce(refunds.succeeded_at, lines.booked_at) as refund_booked_at
    from shared
    inner join {{ ref('int_refunds') }} as refunds
        on shared.platform = refunds.platform and shared.refund_id = refunds.refund_id
    inner join {{ ref('int_lines') }} as lines
        on
            shared.platform = lines.platform
            and shared.order_id = lines.order_id
            and shared.part_key = lines.line_id

)

select * from final
