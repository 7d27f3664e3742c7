{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Lines of sales with their class, flow and seller place; held orders have
-- no place until a person has looked; grain: platform, order, line.
with lines as (

    select * from {{ ref('int_lines') }}

),

origin as (

    select
        platform,
        order_id,
        line_id,
        -- the least certain share tells of the whole line
        case
            when bool_or(origin_status = 'pending') then 'pending'
            when bool_or(origin_status = 'estimated') then 'estimated'
            when bool_or(origin_status = 'candidate') then 'candidate'
            when bool_or(origin_status = 'unknown') then 'unknown'
            else 'certain'
        end as origin_status
    from {{ ref('int_origin_shares') }}
    group by platform, order_id, line_id

),

final as (

    select
        lines.platform,
        lines.shop_id,
        lines.order_id,
        lines.line_id,
        classes.goods_class,
        classes.class_evidence,
        classes.flow,
        sellers.seller_grade,
        sellers.seller_evidence_id,
        case when held.order_id is null then sellers.seller_area_code end as seller_area_code,
        case when held.order_id is null then sellers.seller_county_code end as seller_county_code,
        case when held.order_id is null then sellers.seller_village_code end as seller_village_code,
        case when held.order_id is null then sellers.seller_status else 'pending' end as seller_status,
        origin.origin_status,
        lines.batch_id,
        lines.quantity,
        lines.paid_fen,
        lines.is_gift,
        lines.booked_on,
        lines.month_on,
        lines.booked_at
    from lines
    inner join {{ ref('int_line_classes') }} as classes
        on
            lines.platform = classes.platform
            and lines.order_id = classes.order_id
            and lines.line_id = classes.line_id
    inner join {{ ref('int_shop_sellers') }} as sellers
        on
            lines.platform = sellers.platform
            and lines.shop_id = sellers.shop_id
            and lines.booked_on = sellers.booked_on
    left join {{ ref('int_held_orders') }} as held
        on lines.platform = held.platform and lines.order_id = held.order_id
    inner join origin
        on lines.platform = origin.platform and lines.order_id = origin.order_id and lines.line_id = origin.line_id

)

select * from final
