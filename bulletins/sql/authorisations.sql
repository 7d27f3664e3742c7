-- by platform: whether a register of authorisations is kept, and how many of the month's shops had one
select
    platform,
    is_kept,
    selling_shop_count,
    authorised_shop_count,
    withdrawn_shop_count
from mart_authorisations_month
where month_on = $month_on
order by platform
