{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Where the goods of sales come from; grain: platform, order, line, share.
select
    platform,
    order_id,
    line_id,
    cast(share_no as bigint) as share_no,
    origin_grade,
    origin_status,
    evidence_id,
    area_code,
    county_code,
    village_code,
    household_code,
    confidence_ppm,
    share_ppm,
    paid_fen,
    month_on
from {{ ref('int_origin_shares') }}
