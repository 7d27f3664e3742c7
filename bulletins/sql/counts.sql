-- registered and active shops and selling households of the month
select
    area_level,
    area_code,
    registered_shop_count,
    active_shop_count,
    selling_household_count
from mart_counts_month
where month_on = $month_on
order by area_level, area_code
