{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Lines whose origin a person has to judge, with the places in question; grain: platform, order, line.
select
    shares.platform,
    shares.order_id,
    shares.line_id,
    verdicts.candidate_codes as candidate_county_codes,
    shares.paid_fen,
    shares.month_on
from {{ ref('int_origin_shares') }} as shares
inner join {{ ref('int_origin_verdicts') }} as verdicts
    on
        shares.platform = verdicts.platform
        and shares.order_id = verdicts.order_id
        and shares.line_id = verdicts.line_id
where shares.origin_status = 'pending'
