-- Days of a month that no accepted batch of orders covers for a registered shop, with the batches that asked
-- for them in vain; grain: platform, shop_id, day_on. A shop without such a day has no row.
with lacking as (

    select distinct
        months.platform,
        shops.shop_id,
        months.month_on
    from {{ ref('mart_coverage_month') }} as months
    inner join {{ ref('stg_registers__shops') }} as shops
        on
            months.platform = shops.platform
            and shops.valid_from < {{ add_months('months.month_on', 1) }}
            and months.month_on < shops.valid_to
    left join {{ ref('int_shop_coverage') }} as covered
        on
            months.platform = covered.platform
            and shops.shop_id = covered.shop_id
            and months.month_on = covered.month_on
    where
        months.missing_shop_day_count > 0
        and coalesce(covered.day_count, 0) < {{ add_months('months.month_on', 1) }} - months.month_on

),

month_days as (

    select
        platform,
        shop_id,
        month_on,
        {{ days_between('month_on', add_months('month_on', 1)) }} as day_on
    from lacking

),

-- whole days only, as coverage counts them
asked as (

    select
        batches.platform,
        shops.shop_id,
        batches.batch_id,
        batches.is_accepted and not batches.is_removed as is_read,
        shops.is_answered,
        {{ days_between(
            "case when batches.window_start = date_trunc('day', batches.window_start)"
            " then cast(batches.window_start as date) else cast(batches.window_start as date) + 1 end",
            'cast(batches.window_end as date)'
        ) }} as day_on
    from {{ ref('stg_batches') }} as batches
    inner join {{ ref('stg_batch_shops') }} as shops on batches.batch_id = shops.batch_id
    where batches.kind = 'orders' and shops.shop_id in (select shop_id from lacking)

)

select
    month_days.platform,
    month_days.shop_id,
    cast(month_days.day_on as date) as day_on,
    case
        when count(asked.batch_id) = 0 then 'not_asked'
        when max(case when asked.is_read then 1 else 0 end) = 1 then 'unanswered'
        else 'held'
    end as reason,
    {{ joined_texts('asked.batch_id') }} as batch_ids,
    month_days.month_on
from month_days
left join asked
    on
        month_days.platform = asked.platform
        and month_days.shop_id = asked.shop_id
        and cast(month_days.day_on as date) = cast(asked.day_on as date)
group by month_days.platform, month_days.shop_id, month_days.day_on, month_days.month_on
having max(case when asked.is_read and asked.is_answered then 1 else 0 end) = 0
