-- orders, shops, households and villages with sales in the month
select
    area_level,
    area_code,
    order_count,
    active_shop_count,
    registered_shop_count,
    selling_household_count,
    selling_village_count,
    poor_village_count
from mart_counts_month
where month_on = $month_on
order by area_level, area_code
