{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Orders, sales and not-sales, in their newest version; grain: platform, order.
select
    platform,
    shop_id,
    order_id,
    sale_state,
    receiver_county_code,
    batch_id,
    goods_fen,
    order_discount_fen,
    freight_fen,
    paid_fen,
    booked_on,
    month_on,
    created_at,
    booked_at
from {{ ref('int_orders') }}
