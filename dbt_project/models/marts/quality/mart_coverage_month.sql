-- What was asked for and what answered, by platform and month; held batches are missing coverage.
with months as (

    select distinct
        platform,
        month_on
    from {{ ref('fct_orders') }}
    where month_on is not null
    union
    select distinct
        platform,
        {{ month_of('day_on') }} as month_on
    from {{ ref('int_coverage_days') }}

),

registered_shops as (

    select distinct
        months.platform,
        months.month_on,
        shops.shop_id,
        {{ add_months('months.month_on', 1) }} - months.month_on as day_count
    from months
    inner join {{ ref('stg_registers__shops') }} as shops
        on
            months.platform = shops.platform
            and shops.valid_from < {{ add_months('months.month_on', 1) }}
            and months.month_on < shops.valid_to

),

registered as (

    select
        shops.platform,
        shops.month_on,
        count(*) as shop_count,
        count(*) filter (where covered.day_count >= shops.day_count) as whole_shop_count,
        sum(greatest(shops.day_count - coalesce(covered.day_count, 0), 0)) as missing_day_count
    from registered_shops as shops
    left join {{ ref('int_shop_coverage') }} as covered
        on
            shops.platform = covered.platform
            and shops.shop_id = covered.shop_id
            and shops.month_on = covered.month_on
    group by shops.platform, shops.month_on

),

asked as (

    select
        platform,
        month_on,
        count(*) as asked_shop_count,
        count(*) filter (where is_answered) as answered_shop_count
    from {{ ref('int_shop_months') }}
    group by platform, month_on

),

covered as (

    select
        platform,
        {{ month_of('day_on') }} as month_on,
        count(*) as day_count
    from {{ ref('int_coverage_days') }}
    group by platform, {{ month_of('day_on') }}

),

held as (

    select
        months.platform,
        months.month_on,
        count(distinct batches.batch_id) as batch_count
    from months
    inner join {{ ref('stg_batches') }} as batches
        on
            months.platform = batches.platform
            and batches.window_start < {{ add_months('months.month_on', 1) }}
            and months.month_on < batches.window_end
    -- a batch that was withdrawn since the base build is missing coverage too
    where not batches.is_accepted
    group by months.platform, months.month_on

)

select
    months.platform,
    cast(coalesce(registered.shop_count, 0) as bigint) as registered_shop_count,
    -- of the registered shops those of which no day of the month is missing
    cast(coalesce(registered.whole_shop_count, 0) as bigint) as whole_shop_count,
    -- shops times days
    cast(coalesce(registered.missing_day_count, 0) as bigint) as missing_shop_day_count,
    cast(coalesce(asked.asked_shop_count, 0) as bigint) as asked_shop_count,
    cast(coalesce(asked.answered_shop_count, 0) as bigint) as answered_shop_count,
    cast({{ add_months('months.month_on', 1) }} - months.month_on as bigint) as day_count,
    cast(coalesce(covered.day_count, 0) as bigint) as covered_day_count,
    cast(coalesce(held.batch_count, 0) as bigint) as held_batch_count,
    months.month_on
from months
left join registered on months.platform = registered.platform and months.month_on = registered.month_on
left join asked on months.platform = asked.platform and months.month_on = asked.month_on
left join covered on months.platform = covered.platform and months.month_on = covered.month_on
left join held on months.platform = held.platform and months.month_on = held.month_on
