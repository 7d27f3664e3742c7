-- Which shops were asked for a month and whether they answered: growth over the year before compares
-- the shops that answered for both; grain: platform, shop_id, month_on.
select
    platform,
    shop_id,
    is_answered,
    month_on
from {{ ref('int_shop_months') }}
