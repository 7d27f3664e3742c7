{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Succeeded refunds of sales; grain: platform, refund, line.
select
    platform,
    shop_id,
    refund_id,
    order_id,
    line_id,
    batch_id,
    amount_fen,
    is_dated,
    succeeded_on,
    month_on,
    refund_booked_at
from {{ ref('int_refund_lines') }}
