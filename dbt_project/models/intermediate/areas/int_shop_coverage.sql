-- Of each shop's month the days that accepted batches of orders cover which the shop answered.
with batches as (

    select
        batch_id,
        platform,
        {{ days_between(
            "case when window_start = date_trunc('day', window_start) then cast(window_start as date)"
            " else cast(window_start as date) + 1 end",
            'cast(window_end as date)'
        ) }} as day_on
    from {{ ref('stg_batches') }}
    where kind = 'orders' and is_accepted and not is_removed

),

shop_days as (

    select distinct
        batches.platform,
        shops.shop_id,
        cast(batches.day_on as date) as day_on
    from batches
    inner join {{ ref('stg_batch_shops') }} as shops on batches.batch_id = shops.batch_id
    where shops.is_answered

)

select
    platform,
    shop_id,
    {{ month_of('day_on') }} as month_on,
    cast(count(*) as bigint) as day_count
from shop_days
group by platform, shop_id, {{ month_of('day_on') }}
