-- Lines beyond what a household yields of a product in a year, in order of time and whichever of its
-- codes they bear: the line that crosses it and all later ones are left for a person to judge. All
-- orders of a touched household-year are touched together, so the sums here are whole. What is held
-- out as brushing or a double uses nothing up.
with coded as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        products.capacity_quantity,
        sum(coalesce(lines.quantity, 1)) over (
            partition by products.yield_key, year(lines.booked_at)
            order by lines.booked_at, lines.platform, lines.order_id, lines.line_id
            rows between unbounded preceding and current row
        ) as used_quantity
    from {{ ref('int_lines') }} as lines
    inner join {{ ref('int_line_products') }} as products
        on
            lines.platform = products.platform
            and lines.order_id = products.order_id
            and lines.line_id = products.line_id
    where
        products.capacity_quantity is not null
        and not exists (
            select 1
            from {{ ref('int_held_orders') }} as held
            where held.platform = lines.platform and held.order_id = lines.order_id
        )

)

select
    platform,
    order_id,
    line_id
from coded
where used_quantity > capacity_quantity
