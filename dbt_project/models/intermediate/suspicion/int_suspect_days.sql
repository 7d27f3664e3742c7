-- The signals of brushing that each day of a shop shows (design, section 3), by the rules of the seed:
-- a burst beyond its days before, few buyers who come again and again, amounts that are all alike,
-- one county of receivers, money given back in full.
with rules as (

    select * from {{ ref('suspicion_rules') }}

),

sales as (

    select * from {{ ref('int_suspect_sales') }}

),

amounts as (

    select distinct
        platform,
        shop_id,
        placed_on,
        paid_fen,
        amount_order_count
    from sales

),

spread as (

    select
        platform,
        shop_id,
        placed_on,
        cast(sum(amount_order_count) as double) as order_count,
        -- Shannon's entropy of the amounts: n ln n less the sum of k ln k, over n
        sum(amount_order_count * ln(amount_order_count)) as weighted_logs
    from amounts
    group by platform, shop_id, placed_on

),

days as (

    select
        sales.platform,
        sales.shop_id,
        sales.placed_on,
        count(*) as order_count,
        count(case when sales.buyer_order_count >= rules.repeat_count then 1 end) as repeat_count,
        max(sales.amount_order_count) as amount_order_count,
        max(sales.county_order_count) as county_order_count,
        count(case when sales.is_refunded then 1 end) as refunded_count
    from sales
    cross join rules
    group by sales.platform, sales.shop_id, sales.placed_on

),

with_history as (

    select
        *,
        count(*) over before_it as history_day_count,
        sum(order_count) over before_it as history_order_count
    from days
    window before_it as (
        partition by platform, shop_id order by placed_on
        range between interval 28 day preceding and interval 1 day preceding
    )

)

select
    days.platform,
    days.shop_id,
    days.placed_on,
    days.amount_order_count,
    days.county_order_count,
    coalesce(
        days.history_day_count >= rules.history_days
        and days.order_count * days.history_day_count * 1000000 >= days.history_order_count * rules.burst_ppm,
        false
    ) as is_burst,
    days.repeat_count * 1000000 >= days.order_count * rules.repeat_share_ppm as has_repeat_buyers,
    (spread.order_count * ln(spread.order_count) - spread.weighted_logs) * 1000000
    <= spread.order_count * ln(spread.order_count) * rules.entropy_ppm as has_one_amount,
    days.county_order_count * 1000000 >= days.order_count * rules.county_share_ppm as has_one_county,
    days.refunded_count * 1000000 >= days.order_count * rules.refunded_share_ppm as is_given_back
from with_history as days
cross join rules
inner join spread
    on days.platform = spread.platform and days.shop_id = spread.shop_id and days.placed_on = spread.placed_on
where days.order_count >= rules.least_orders
