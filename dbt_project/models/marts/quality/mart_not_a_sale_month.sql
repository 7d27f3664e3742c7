-- Orders that don't count, by their state; amounts are what was due, null where no order told one.
select
    platform,
    sale_state,
    count(*) as order_count,
    cast(sum(paid_fen) as bigint) as paid_fen,
    month_on
from {{ ref('fct_orders') }}
where sale_state != 'sale'
group by platform, sale_state, month_on
