-- Which shops answered for which month: at least one accepted batch of orders that reaches into it.
with batches as (

    select * from {{ ref('stg_batches') }}
    where kind = 'orders' and is_accepted and not is_removed

),

months as (

    select distinct
        platform,
        {{ month_of('day_on') }} as month_on
    from {{ ref('int_coverage_days') }}

)

select
    months.platform,
    shops.shop_id,
    months.month_on,
    bool_or(shops.is_answered) as is_answered
from months
inner join batches
    on
        months.platform = batches.platform
        and batches.window_start < {{ add_months('months.month_on', 1) }}
        and months.month_on < batches.window_end
inner join {{ ref('stg_batch_shops') }} as shops on batches.batch_id = shops.batch_id
group by months.platform, shops.shop_id, months.month_on
