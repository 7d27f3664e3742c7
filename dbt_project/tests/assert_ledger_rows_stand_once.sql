-- Each ledger row in force stands in fct_offline_sales once, counted here or by a feed, to the fen.
with ledger as (

    select
        count(*) as row_count,
        coalesce(sum(amount_fen) filter (where status <> 'no_sale_in_feed'), 0) as amount_fen
    from {{ ref('int_ledger') }}
    where status <> 'void'

),

sales as (

    select
        coalesce(sum(row_count + in_feed_row_count + no_sale_row_count), 0) as row_count,
        coalesce(
            sum(
                coalesce(sale_fen, 0) + coalesce(refund_fen, 0)
                + coalesce(in_feed_sale_fen, 0) + coalesce(in_feed_refund_fen, 0)
            ), 0
        ) as amount_fen
    from {{ ref('fct_offline_sales') }}

)

select
    ledger.row_count as ledger_row_count,
    sales.row_count as sales_row_count,
    ledger.amount_fen as ledger_fen,
    sales.amount_fen as sales_fen
from ledger
cross join sales
where ledger.row_count <> sales.row_count or ledger.amount_fen <> sales.amount_fen
