-- The lines of touched sales, each with its own part of the order's payment and with what the item
-- on offer says where the order's line is silent.
with lines as (

    select * from {{ ref('int_order_lines') }}

),

orders as (

    select * from {{ ref('int_orders') }}

),

items as (

    select * from {{ ref('int_items') }}

),

final as (

    select
        lines.platform,
        lines.shop_id,
        lines.order_id,
        lines.line_id,
        lines.item_id,
        coalesce(nullif(lines.merchant_code, ''), nullif(items.merchant_code, '')) as merchant_code,
        coalesce(nullif(lines.title, ''), nullif(items.title, '')) as title,
        coalesce(nullif(lines.platform_category, ''), nullif(items.platform_category, '')) as platform_category,
        coalesce(nullif(lines.item_origin_text, ''), nullif(items.item_origin_text, '')) as item_origin_text,
        orders.flow as told_flow,
        orders.receiver_county_code,
        lines.quantity,
        coalesce(lines.line_paid_fen, untold.paid_fen) as paid_fen,
        lines.is_gift,
        orders.booked_on,
        orders.month_on,
        orders.booked_at,
        orders.batch_id
    from lines
    inner join orders on lines.platform = orders.platform and lines.order_id = orders.order_id
    left join {{ ref('int_untold_payments') }} as untold
        on lines.platform = untold.platform and lines.order_id = untold.order_id and lines.line_id = untold.line_id
    left join items on lines.platform = items.platform and lines.item_id = items.item_id

)

select * from final
