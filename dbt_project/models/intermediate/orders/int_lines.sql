-- The lines of touched sales, each with its own part of the order's payment. What a platform does
-- not tell is shared out by list price times quantity; an order without lines (a report without its
-- line file) becomes one line, so that its money has a place.
with orders as (

    select * from {{ ref('int_orders') }}
    where sale_state = 'sale'

),

landed_lines as (

    select
        orders.shop_id,
        orders.paid_fen as order_paid_fen,
        lines.platform,
        lines.order_id,
        lines.line_id,
        lines.item_id,
        lines.merchant_code,
        lines.title,
        lines.platform_category,
        lines.item_origin_text,
        lines.quantity,
        lines.list_fen,
        lines.line_paid_fen,
        coalesce(lines.is_gift, false) as is_gift
    from {{ ref('int_line_versions') }} as lines
    inner join orders
        on
            lines.platform = orders.platform
            and lines.order_id = orders.order_id
            and lines.batch_id = orders.batch_id
            and lines.payload_sha256 = orders.payload_sha256
    -- a page pulled twice within one batch repeats its lines
    qualify row_number() over (
        partition by lines.platform, lines.order_id, lines.line_id
        order by lines.item_id, lines.sku_id, lines.title
    ) = 1

),

whole_orders as (

    select
        shop_id,
        paid_fen as order_paid_fen,
        platform,
        order_id,
        order_id as line_id,
        cast(null as varchar) as item_id,
        cast(null as varchar) as merchant_code,
        cast(null as varchar) as title,
        cast(null as varchar) as platform_category,
        cast(null as varchar) as item_origin_text,
        cast(null as bigint) as quantity,
        cast(null as bigint) as list_fen,
        paid_fen as line_paid_fen,
        false as is_gift
    from orders
    where
        not exists (
            select 1
            from landed_lines
            where landed_lines.platform = orders.platform and landed_lines.order_id = orders.order_id
        )

),

lines as (

    select * from landed_lines
    union all
    select * from whole_orders

),

-- told lines keep their own figure; what is left of the order goes to the silent ones
weighed as (

    select
        *,
        case
            when line_paid_fen is not null then 0
            when is_gift then 0
            else coalesce(list_fen, 0)
        end as price_fen,
        line_paid_fen is null as is_silent,
        greatest(
            order_paid_fen - sum(coalesce(line_paid_fen, 0)) over (partition by platform, order_id), 0
        ) as silent_paid_fen
    from lines

),

fallback as (

    select
        *,
        case
            when not is_silent then 0
            when sum(price_fen) over (partition by platform, order_id) > 0 then price_fen
            -- no list price anywhere: gifts last, else evenly
            when bool_or(is_silent and not is_gift) over (partition by platform, order_id)
                then cast(not is_gift as bigint)
            else 1
        end as weight
    from weighed

),

shared as (

    {{ shared_out('fallback', ['platform', 'order_id'], 'line_id', 'silent_paid_fen', 'weight') }}

),

final as (

    select
        shared.platform,
        shared.shop_id,
        shared.order_id,
        shared.line_id,
        shared.item_id,
        coalesce(nullif(shared.merchant_code, ''), nullif(items.merchant_code, '')) as merchant_code,
        coalesce(nullif(shared.title, ''), nullif(items.title, '')) as title,
        coalesce(nullif(shared.platform_category, ''), nullif(items.platform_category, '')) as platform_category,
        coalesce(nullif(shared.item_origin_text, ''), nullif(items.item_origin_text, '')) as item_origin_text,
        orders.flow as told_flow,
        orders.receiver_county_code,
        shared.quantity,
        case when shared.is_silent then shared.share_fen else shared.line_paid_fen end as paid_fen,
        shared.is_gift,
        orders.booked_on,
        orders.month_on,
        orders.booked_at,
        orders.batch_id
    from shared
    inner join orders on shared.platform = orders.platform and shared.order_id = orders.order_id
    left join {{ ref('int_items') }} as items
        on shared.platform = items.platform and shared.item_id = items.item_id

)

select * from final
