{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Refunds by the origin of what was refunded; grain: platform, refund, line, share.
select
    platform,
    refund_id,
    order_id,
    line_id,
    cast(share_no as bigint) as share_no,
    origin_grade,
    origin_status,
    area_code,
    county_code,
    village_code,
    household_code,
    amount_fen,
    succeeded_on,
    month_on
from {{ ref('int_origin_refunds') }}
