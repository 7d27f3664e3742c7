-- Sales that only ledgers tell, by day where it is told. A figure of its own: never added to online retail.
-- What a feed counts already stands beside it; a sum of nothing is null.
select
    county_code,
    village_code,
    channel,
    proof_grade,
    count(*) filter (where status = 'counted') as row_count,
    cast(sum(amount_fen) filter (where status = 'counted' and not is_refund) as bigint) as sale_fen,
    cast(sum(amount_fen) filter (where status = 'counted' and is_refund) as bigint) as refund_fen,
    count(*) filter (where status = 'counted_in_feed') as in_feed_row_count,
    cast(sum(amount_fen) filter (where status = 'counted_in_feed' and not is_refund) as bigint) as in_feed_sale_fen,
    cast(sum(amount_fen) filter (where status = 'counted_in_feed' and is_refund) as bigint) as in_feed_refund_fen,
    count(*) filter (where status = 'no_sale_in_feed') as no_sale_row_count,
    occurred_on,
    month_on
from {{ ref('int_ledger') }}
where status <> 'void'
group by county_code, village_code, channel, proof_grade, occurred_on, month_on
