-- Payments and refunds by grade of evidence, both axes: unknown stays in every denominator.
with lines as (

    select * from {{ ref('fct_lines') }}

),

movements as (

    select
        'seller' as axis,
        seller_grade as grade,
        seller_status as status,
        paid_fen as gross_fen,
        cast(0 as bigint) as refund_fen,
        cast(1 as bigint) as line_count,
        month_on
    from lines
    union all
    select
        'seller' as axis,
        lines.seller_grade as grade,
        lines.seller_status as status,
        cast(0 as bigint) as gross_fen,
        refunds.amount_fen as refund_fen,
        cast(0 as bigint) as line_count,
        refunds.month_on
    from {{ ref('fct_refunds') }} as refunds
    inner join lines
        on refunds.platform = lines.platform and refunds.order_id = lines.order_id and refunds.line_id = lines.line_id
    union all
    select
        'origin' as axis,
        origin_grade as grade,
        origin_status as status,
        paid_fen as gross_fen,
        cast(0 as bigint) as refund_fen,
        -- shares of one grade and status count their line once
        cast(
            row_number() over (
                partition by platform, order_id, line_id, origin_grade, origin_status
                order by share_no
            ) = 1 as bigint
        ) as line_count,
        month_on
    from {{ ref('fct_origin') }}
    union all
    select
        'origin' as axis,
        origin_grade as grade,
        origin_status as status,
        cast(0 as bigint) as gross_fen,
        amount_fen as refund_fen,
        cast(0 as bigint) as line_count,
        month_on
    from {{ ref('fct_origin_refunds') }}

)

select
    axis,
    grade,
    status,
    cast(sum(gross_fen) as bigint) as gross_fen,
    cast(sum(refund_fen) as bigint) as refund_fen,
    cast(sum(line_count) as bigint) as line_count,
    month_on
from movements
group by axis, grade, status, month_on
