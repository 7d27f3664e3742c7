-- What each programme's indicators count: axis, set of regions, classes of goods and flows, with the
-- clause that says so; grain: programme, indicator_code.
select
    programme,
    indicator_code,
    name_zh,
    axis,
    region_set,
    goods_classes,
    flows,
    clause
from {{ ref('stg_registers__programme_indicators') }}
qualify row_number() over (partition by programme, indicator_code order by valid_from desc) = 1
