-- The lines of touched sales as their platform told them. An order without lines (a report without
-- its line file) becomes one line, so that its money has a place.
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
    from {{ ref('stg_feeds__lines') }} as lines
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

)

select * from landed_lines
union all
select * from whole_orders
