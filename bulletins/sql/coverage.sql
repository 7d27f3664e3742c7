-- how much of the registered shops and of the month's days the batches cover
select
    platform,
    registered_shop_count,
    whole_shop_count,
    missing_shop_day_count,
    asked_shop_count,
    answered_shop_count,
    day_count,
    covered_day_count,
    held_batch_count
from mart_coverage_month
where month_on = $month_on
order by platform
