-- Sales by reporting unit and month, of the counties that the register of reporting units names or
-- names a town of; grain: axis, unit_level, unit_code, county_code, part, platform, goods_class, flow,
-- month_on. `part`: town (named towns), county (a whole county), rest (other towns of a split county),
-- not_separable (known to a split county only, and left there).
select
    axis,
    unit_level,
    unit_code,
    max(unit_name) as unit_name,
    county_code,
    part,
    platform,
    goods_class,
    flow,
    cast(sum(gross_fen) as bigint) as gross_fen,
    cast(sum(refund_fen) as bigint) as refund_fen,
    cast(sum(gross_fen) - sum(refund_fen) as bigint) as net_fen,
    count(distinct case when refund_fen = 0 then order_id || ':' || line_id end) as line_count,
    {{ month_of('sale_on') }} as month_on
from {{ ref('int_unit_sales') }}
group by axis, unit_level, unit_code, county_code, part, platform, goods_class, flow, {{ month_of('sale_on') }}
