-- Payments and refunds of each indicator's classes and flows, by its areas and by the buckets that
-- close the sum.
with sales as (

    select
        classes.programme,
        classes.indicator_code,
        classes.axis,
        sales.month_on,
        sales.area_level,
        sales.area_code,
        sum(sales.gross_fen) as gross_fen,
        sum(sales.refund_fen) as refund_fen,
        sum(sales.local_gross_fen) - sum(sales.local_refund_fen) as local_net_fen,
        sum(sales.line_count) as line_count
    from {{ ref('mart_sales_area_month') }} as sales
    inner join {{ ref('int_indicator_classes') }} as classes
        on
            sales.axis = classes.axis
            and sales.goods_class = classes.goods_class
            and sales.flow = classes.flow
    group by
        classes.programme, classes.indicator_code, classes.axis, sales.month_on, sales.area_level, sales.area_code

),

dated as (

    select
        sales.*,
        coalesce(regions.region_code, sales.area_code) as source_code
    from sales
    inner join {{ ref('int_months') }} as months on sales.month_on = months.month_on
    left join {{ ref('int_region_days') }} as regions
        on sales.area_code = regions.evidence_code and {{ in_force('regions', 'months.last_day_on') }}

),

parts as (

    select
        areas.programme,
        areas.indicator_code,
        areas.month_on,
        areas.area_level,
        areas.area_code,
        dated.gross_fen,
        dated.refund_fen,
        dated.local_net_fen,
        dated.line_count
    from dated
    inner join {{ ref('int_indicator_areas') }} as areas
        on
            dated.programme = areas.programme
            and dated.indicator_code = areas.indicator_code
            and dated.month_on = areas.month_on
            and dated.area_level = areas.source_level
            and dated.source_code = areas.source_code
    union all
    select
        programme,
        indicator_code,
        month_on,
        area_level,
        source_code as area_code,
        gross_fen,
        refund_fen,
        local_net_fen,
        line_count
    from dated
    where area_level not in ('village', 'county', 'prefecture', 'province')

)

select
    programme,
    indicator_code,
    month_on,
    area_level,
    area_code,
    cast(sum(gross_fen) as bigint) as gross_fen,
    cast(sum(refund_fen) as bigint) as refund_fen,
    cast(sum(local_net_fen) as bigint) as local_net_fen,
    cast(sum(line_count) as bigint) as line_count
from parts
group by programme, indicator_code, month_on, area_level, area_code
