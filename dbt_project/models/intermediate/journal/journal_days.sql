{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ forget_other_bases() }}'
) }}
-- depends_on: {{ ref('journal_builds') }}
-- Booking and refund days of touched orders, as published before and as they will be.
-- noqa: disable=layout.indent
with touched as (

    select * from {{ ref('int_touched_orders') }}

),

build as (

    select * from {{ ref('int_build') }}

),

days as (

    select
        platform,
        order_id,
        booked_on as touched_on
    from {{ ref('int_lines') }}
    union all
    select
        platform,
        order_id,
        refunded_on as touched_on
    from {{ ref('int_refund_lines') }}
    {% if has_earlier_build() %}
    union all
    select
        platform,
        order_id,
        booked_on as touched_on
    from {{ earlier('marts', 'fct_lines') }}
    union all
    select
        platform,
        order_id,
        cast(refund_booked_at as date) as touched_on
    from {{ earlier('marts', 'fct_refunds') }}
    {% endif %}

),

final as (

    select distinct
        build.base_build_id,
        days.touched_on
    from days
    inner join touched on days.platform = touched.platform and days.order_id = touched.order_id
    cross join build
    {% if is_incremental() %}
        where
            not exists (
                select 1
                from {{ this }} as noted
                where
                    noted.touched_on = days.touched_on
                    and noted.base_build_id is not distinct from build.base_build_id
            )
    {% endif %}

)

select * from final
