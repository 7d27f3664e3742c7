-- The regions that each programme's document names, fixed for its term.
select
    programme,
    region_set,
    region_code,
    region_class,
    coalesce(is_sample, false) as is_sample
from {{ ref('stg_registers__programme_regions') }}
qualify row_number() over (partition by programme, region_set, region_code order by valid_from desc) = 1
