-- Lines beyond a household code's yearly quantity, in order of time: the line that crosses it and
-- all later ones of that code and year are left for a person to judge. All orders of a touched
-- household-year are touched together, so the sums here are whole.
with coded as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        products.capacity_quantity,
        sum(coalesce(lines.quantity, 1)) over (
            partition by products.merchant_code, year(lines.booked_at)
            order by lines.booked_at, lines.platform, lines.order_id, lines.line_id
            rows between unbounded preceding and current row
        ) as used_quantity
    from {{ ref('int_lines') }} as lines
    inner join {{ ref('int_line_products') }} as products
        on
            lines.platform = products.platform
            and lines.order_id = products.order_id
            and lines.line_id = products.line_id
    where products.capacity_quantity is not null

)

select
    platform,
    order_id,
    line_id
from coded
where used_quantity > capacity_quantity
