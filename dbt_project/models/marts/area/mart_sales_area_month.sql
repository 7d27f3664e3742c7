{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ delete_touched_months('month_on') }}"
) }}
-- Sales by area and month on both axes: the days of each month summed. Only touched months are made
-- again.
with days as (

    select
        *,
        {{ month_of('sale_on') }} as month_on
    from {{ ref('mart_sales_area_day') }}

),

touched_months as (

    select distinct {{ month_of('touched_on') }} as month_on
    from {{ ref('journal_days') }}

),

final as (

    select
        days.axis,
        days.area_level,
        days.area_code,
        days.platform,
        days.goods_class,
        days.flow,
        {%- for measure in [
            'gross_fen', 'refund_fen', 'net_fen', 'local_gross_fen', 'local_refund_fen',
            'estimated_gross_fen', 'estimated_refund_fen', 'line_count',
        ] %}
        cast(sum(days.{{ measure }}) as bigint) as {{ measure }},
        {%- endfor %}
        days.month_on
    from days
    inner join touched_months on days.month_on = touched_months.month_on
    group by days.axis, days.area_level, days.area_code, days.platform, days.goods_class, days.flow, days.month_on

)

select * from final
