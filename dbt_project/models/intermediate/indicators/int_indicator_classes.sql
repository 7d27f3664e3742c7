-- Which classes of goods and flows each programme's indicators count.
with indicators as (

    select * from {{ ref('dim_indicator') }}

),

classes as (

    select
        programme,
        indicator_code,
        axis,
        region_set,
        flows,
        {{ parts_of('goods_classes') }} as goods_class
    from indicators

)

select
    programme,
    indicator_code,
    axis,
    region_set,
    goods_class,
    {{ parts_of('flows') }} as flow
from classes
