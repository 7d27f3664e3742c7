-- Payments that a platform tells by order only, shared among the lines that it leaves untold, by
-- list price. Told lines keep their own figure; what is left of the order goes to the others.
with lines as (

    select * from {{ ref('int_order_lines') }}

),

untold_orders as (

    select distinct
        platform,
        order_id
    from lines
    where line_paid_fen is null

),

weighed as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        lines.is_gift,
        case
            when lines.line_paid_fen is not null or lines.is_gift then 0
            else coalesce(lines.list_fen, 0)
        end as price_fen,
        lines.line_paid_fen is null as is_untold,
        greatest(
            lines.order_paid_fen
            - sum(coalesce(lines.line_paid_fen, 0)) over (partition by lines.platform, lines.order_id),
            0
        ) as untold_fen
    from lines
    inner join untold_orders
        on lines.platform = untold_orders.platform and lines.order_id = untold_orders.order_id

),

fallback as (

    select
        *,
        case
            when not is_untold then 0
            when sum(price_fen) over (partition by platform, order_id) > 0 then price_fen
            -- no list price anywhere: gifts last, else evenly
            when bool_or(is_untold and not is_gift) over (partition by platform, order_id)
                then cast(not is_gift as bigint)
            else 1
        end as weight
    from weighed

),

shared as (

    {{ shared_out('fallback', ['platform', 'order_id'], 'line_id', 'untold_fen', 'weight') }}

)

select
    platform,
    order_id,
    line_id,
    share_fen as paid_fen
from shared
where is_untold
