-- Targets of each indicator's areas, by month of their year, under the code of the month's last day.
with months as (

    select * from {{ ref('int_months') }}

)

select
    targets.programme,
    targets.indicator_code,
    targets.year,
    regions.region_code,
    months.month_on,
    max(targets.target_fen) as target_fen,
    bool_or(targets.is_sample) as is_sample
from {{ ref('stg_registers__programme_targets') }} as targets
inner join months on targets.year = months.year_no
inner join {{ ref('int_region_days') }} as regions
    on targets.region_code = regions.evidence_code and {{ in_force('regions', 'months.last_day_on') }}
group by targets.programme, targets.indicator_code, targets.year, regions.region_code, months.month_on
