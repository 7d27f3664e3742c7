-- Every shop-day that coverage lacks stands in fct_missing_shop_days, and no other does; every covered day
-- in fct_coverage_days.
with missing as (

    select
        platform,
        month_on,
        count(*) as day_count
    from {{ ref('fct_missing_shop_days') }}
    group by platform, month_on

),

covered as (

    select
        platform,
        month_on,
        count(*) as day_count
    from {{ ref('fct_coverage_days') }}
    group by platform, month_on

)

select
    months.platform,
    months.month_on,
    months.missing_shop_day_count,
    missing.day_count as told_missing_count,
    months.covered_day_count,
    covered.day_count as told_covered_count
from {{ ref('mart_coverage_month') }} as months
left join missing on months.platform = missing.platform and months.month_on = missing.month_on
left join covered on months.platform = covered.platform and months.month_on = covered.month_on
where
    months.missing_shop_day_count != coalesce(missing.day_count, 0)
    or months.covered_day_count != coalesce(covered.day_count, 0)
