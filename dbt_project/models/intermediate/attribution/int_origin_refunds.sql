-- Refunds of touched lines, shared among the origin shares of their line by what is left of each.
with parts as (

    select
        platform,
        order_id,
        line_id,
        lpad(cast(share_no as varchar), 6, '0') as part_key,
        paid_fen
    from {{ ref('int_origin_shares') }}
    where
        exists (
            select 1
            from {{ ref('int_refund_lines') }} as refunded
            where
                refunded.platform = int_origin_shares.platform
                and refunded.order_id = int_origin_shares.order_id
                and refunded.line_id = int_origin_shares.line_id
        )

),

refunds as (

    select
        platform,
        order_id,
        line_id,
        refund_id,
        amount_fen,
        cast(null as varchar) as part_key,
        row_number() over (
            partition by platform, order_id, line_id
            order by succeeded_on nulls first, refund_booked_at, refund_id
        ) as refund_no
    from {{ ref('int_refund_lines') }}

),

shared as (

    {{ refunds_shared_by_what_is_left('parts', 'refunds', ['platform', 'order_id', 'line_id']) }}

),

final as (

    select
        shared.platform,
        shared.refund_id,
        shared.order_id,
        shared.line_id,
        shares.share_no,
        shares.origin_grade,
        shares.origin_status,
        shares.area_code,
        shares.county_code,
        shares.village_code,
        shares.household_code,
        shared.share_fen as amount_fen,
        refunds.month_on,
        refunds.succeeded_on,
        refunds.refunded_on
    from shared
    inner join {{ ref('int_refund_lines') }} as refunds
        on
            shared.platform = refunds.platform
            and shared.refund_id = refunds.refund_id
            and shared.line_id = refunds.line_id
    inner join {{ ref('int_origin_shares') }} as shares
        on
            shared.platform = shares.platform
            and shared.order_id = shares.order_id
            and shared.line_id = shares.line_id
            and shared.part_key = lpad(cast(shares.share_no as varchar), 6, '0')

)

select * from final
