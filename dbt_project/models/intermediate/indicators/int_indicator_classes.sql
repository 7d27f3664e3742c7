-- Which classes of goods and flows each programme's indicators count.
with indicators as (

    select *
    from {{ ref('stg_registers__programme_indicators') }}
    qualify row_number() over (partition by programme, indicator_code order by valid_from desc) = 1

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
