-- The lines of a sale sum to what its buyer paid for goods.
with lines as (

    select
        platform,
        order_id,
        sum(paid_fen) as lines_fen
    from {{ ref('fct_lines') }}
    group by platform, order_id

)

select
    orders.platform,
    orders.order_id,
    orders.paid_fen,
    lines.lines_fen
from {{ ref('fct_orders') }} as orders
left join lines on orders.platform = lines.platform and orders.order_id = lines.order_id
where orders.sale_state = 'sale' and orders.paid_fen is distinct from lines.lines_fen
