-- Months that any figure or batch speaks of; the last day decides the names and codes of a month.
with covered as (

    select distinct {{ month_of('day_on') }} as month_on
    from {{ ref('int_coverage_days') }}

),

months as (

    select month_on from covered
    union
    select distinct month_on from {{ ref('mart_sales_area_month') }}

),

final as (

    select
        months.month_on,
        {{ add_months('months.month_on', 1) }} - 1 as last_day_on,
        {{ add_months('months.month_on', 12) }} as next_year_month_on,
        year(months.month_on) as year_no,
        covered.month_on is not null as is_covered,
        min(covered.month_on) over (partition by year(months.month_on)) as first_covered_on
    from months
    left join covered on months.month_on = covered.month_on

)

select * from final
