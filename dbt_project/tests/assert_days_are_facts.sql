-- What stands in the marts of days is what the facts hold now: no day was forgotten, none is stale.
with facts as (

    select
        sale_on,
        sum(gross_fen) as gross_fen,
        sum(refund_fen) as refund_fen
    from (
        select booked_on as sale_on, paid_fen as gross_fen, 0 as refund_fen from {{ ref('fct_lines') }}
        union all
        select cast(refund_booked_at as date) as sale_on, 0 as gross_fen, amount_fen as refund_fen
        from {{ ref('fct_refunds') }}
    ) as movements
    group by sale_on

),

marts as (

    select
        sale_on,
        sum(gross_fen) as gross_fen,
        sum(refund_fen) as refund_fen
    from {{ ref('mart_sales_area_day') }}
    where axis = 'seller' and area_level in ('province', 'outside', 'unattributed', 'pending')
    group by sale_on

)

select
    coalesce(facts.sale_on, marts.sale_on) as sale_on,
    facts.gross_fen,
    marts.gross_fen as mart_gross_fen
from facts
full outer join marts on facts.sale_on = marts.sale_on
where facts.gross_fen is distinct from marts.gross_fen or facts.refund_fen is distinct from marts.refund_fen
