-- Orders that are held out of all figures of places until a person has looked (design, section 3),
-- with the reasons: several signals of brushing on one day of their shop, a double on a second
-- platform, or a shop that has not let us read it. A contract or an event exempts a sale, a person's
-- finding frees an order of suspicion. All orders are here, touched or not.
with rules as (

    select * from {{ ref('suspicion_rules') }}

),

signs as (

    select
        sales.platform,
        sales.shop_id,
        sales.order_id,
        sales.placed_on,
        sales.booked_on,
        sales.signal
    from (
        {% for signal, condition in [
            ('burst', 'days.is_burst'),
            ('given_back', 'days.is_given_back and sales.is_refunded'),
            ('one_amount', 'days.has_one_amount and sales.amount_order_count = days.amount_order_count'),
            ('one_county', 'days.has_one_county and sales.county_order_count = days.county_order_count'),
            ('repeat_buyers', 'days.has_repeat_buyers and sales.buyer_order_count >= rules.repeat_count'),
        ] %}
        select
            sales.platform,
            sales.shop_id,
            sales.order_id,
            sales.placed_on,
            sales.booked_on,
            '{{ signal }}' as signal
        from {{ ref('int_suspect_sales') }} as sales
        cross join rules
        inner join {{ ref('int_suspect_days') }} as days
            on
                sales.platform = days.platform
                and sales.shop_id = days.shop_id
                and sales.placed_on = days.placed_on
        where {{ condition }}
        {{ 'union all' if not loop.last }}
        {% endfor %}
    ) as sales

),

brushed as (

    select
        signs.platform,
        signs.order_id,
        {{ joined_texts('signs.signal') }} as reasons
    from signs
    cross join rules
    where
        not exists (
            select 1
            from {{ ref('stg_registers__group_sales') }} as explained
            where
                explained.platform = signs.platform
                and explained.shop_id = signs.shop_id
                and (
                    {{ in_force('explained', 'signs.placed_on') }}
                    or {{ in_force('explained', 'signs.booked_on') }}
                )
        )
    group by signs.platform, signs.order_id, rules.least_signals
    having count(distinct signs.signal) >= rules.least_signals

),

suspected as (

    select
        platform,
        order_id,
        reasons
    from brushed
    union all
    select
        platform,
        order_id,
        'double' as reasons
    from {{ ref('int_double_orders') }}

),

held as (

    select
        suspected.platform,
        suspected.order_id,
        suspected.reasons
    from suspected
    where
        not exists (
            select 1
            from {{ ref('stg_registers__decisions') }} as decisions
            where
                decisions.platform = suspected.platform
                and decisions.order_id = suspected.order_id
                and decisions.is_genuine
        )
    union all
    select
        platform,
        order_id,
        'unauthorised' as reasons
    from {{ ref('int_unauthorised_orders') }}

)

select
    platform,
    order_id,
    {{ joined_texts('held.reasons') }} as reasons
from held
group by platform, order_id
