-- The origin shares of a line sum to its payment and to one million ppm, those of a refund to the
-- refund; no share is refunded beyond its payment.
with shares as (

    select
        platform,
        order_id,
        line_id,
        sum(paid_fen) as shares_fen,
        sum(share_ppm) as shares_ppm
    from {{ ref('fct_origin') }}
    group by platform, order_id, line_id

),

refunds as (

    select
        platform,
        refund_id,
        line_id,
        sum(amount_fen) as lines_fen
    from {{ ref('fct_refunds') }}
    group by platform, refund_id, line_id

),

refund_shares as (

    select
        platform,
        refund_id,
        line_id,
        sum(amount_fen) as shares_fen
    from {{ ref('fct_origin_refunds') }}
    group by platform, refund_id, line_id

),

refunded as (

    select
        platform,
        order_id,
        line_id,
        share_no,
        sum(amount_fen) as refunded_fen
    from {{ ref('fct_origin_refunds') }}
    group by platform, order_id, line_id, share_no

)

select
    'payment' as what,
    lines.platform,
    lines.order_id as record_id,
    lines.line_id
from {{ ref('fct_lines') }} as lines
left join shares
    on lines.platform = shares.platform and lines.order_id = shares.order_id and lines.line_id = shares.line_id
where lines.paid_fen is distinct from shares.shares_fen or shares.shares_ppm != 1000000
union all
select
    'refund' as what,
    coalesce(refunds.platform, refund_shares.platform) as platform,
    coalesce(refunds.refund_id, refund_shares.refund_id) as record_id,
    coalesce(refunds.line_id, refund_shares.line_id) as line_id
from refunds
full outer join refund_shares
    on
        refunds.platform = refund_shares.platform
        and refunds.refund_id = refund_shares.refund_id
        and refunds.line_id = refund_shares.line_id
where refunds.lines_fen is distinct from refund_shares.shares_fen
union all
select
    'beyond payment' as what,
    refunded.platform,
    refunded.order_id as record_id,
    refunded.line_id
from refunded
left join {{ ref('fct_origin') }} as origin
    on
        refunded.platform = origin.platform
        and refunded.order_id = origin.order_id
        and refunded.line_id = origin.line_id
        and refunded.share_no = origin.share_no
where coalesce(refunded.refunded_fen > origin.paid_fen, true)
