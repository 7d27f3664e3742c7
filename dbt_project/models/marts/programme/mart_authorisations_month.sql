-- By platform and month: whether a register of authorisations is kept, how many of the shops that have
-- sales had one at the month's end, and what is held out for want of one.
with authorisations as (

    select * from {{ ref('stg_registers__authorisations') }}

),

shops as (

    select
        platform,
        shop_id,
        month_on
    from {{ ref('fct_lines') }}
    group by platform, shop_id, month_on

),

held as (

    select
        platform,
        month_on,
        cast(sum(paid_fen) as bigint) as held_fen
    from {{ ref('fct_pending') }}
    where hold_reasons like '%unauthorised%'
    group by platform, month_on

),

counted as (

    select
        shops.platform,
        shops.month_on,
        count(*) as selling_shop_count,
        count(*) filter (
            where
            authorisations.shop_id is not null
            and coalesce(authorisations.revoked_on >= {{ add_months('shops.month_on', 1) }}, true)
        ) as authorised_shop_count,
        count(*) filter (
            where authorisations.revoked_on < {{ add_months('shops.month_on', 1) }}
        ) as withdrawn_shop_count
    from shops
    left join authorisations
        on
            shops.platform = authorisations.platform
            and shops.shop_id = authorisations.shop_id
            and authorisations.valid_from < {{ add_months('shops.month_on', 1) }}
            and authorisations.valid_to >= {{ add_months('shops.month_on', 1) }}
    group by shops.platform, shops.month_on

)

select
    counted.platform,
    counted.platform in (select platform from authorisations) as is_kept,
    counted.selling_shop_count,
    counted.authorised_shop_count,
    counted.withdrawn_shop_count,
    coalesce(held.held_fen, 0) as held_fen,
    counted.month_on
from counted
left join held on counted.platform = held.platform and counted.month_on = held.month_on
