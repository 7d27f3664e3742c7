-- Sales of a helped region's goods through its helper, by month: to buyers in the helper's region (here
-- the receiver's county does decide), by the helper's shops, and the union, in which a sale that is both
-- counts once. Goods are those of a certain origin; grain: pairing, helper, helped, month.
with pairings as (

    select
        pairing_no,
        pairing_kind,
        helper_code,
        helped_code,
        -- a province has two digits of its own, a prefecture four, a county six
        case
            when right(helper_code, 4) = '0000' then left(helper_code, 2)
            when right(helper_code, 2) = '00' then left(helper_code, 4)
            else helper_code
        end as helper_stem,
        valid_from,
        valid_to
    from {{ ref('stg_registers__pairings') }}

),

movements as (

    select
        platform,
        order_id,
        area_code,
        paid_fen as gross_fen,
        0 as refund_fen,
        month_on
    from {{ ref('fct_origin') }}
    where origin_status = 'certain'
    union all
    select
        platform,
        order_id,
        area_code,
        0 as gross_fen,
        amount_fen as refund_fen,
        month_on
    from {{ ref('fct_origin_refunds') }}
    where origin_status = 'certain'

),

matched as (

    select
        pairings.pairing_no,
        pairings.pairing_kind,
        pairings.helper_code,
        pairings.helped_code,
        movements.gross_fen,
        movements.refund_fen,
        coalesce(starts_with(orders.receiver_county_code, pairings.helper_stem), false) as is_bought,
        shops.shop_id is not null as is_sold,
        movements.month_on
    from movements
    inner join {{ ref('fct_orders') }} as orders
        on movements.platform = orders.platform and movements.order_id = orders.order_id
    inner join {{ ref('int_region_days') }} as regions
        on movements.area_code = regions.evidence_code and {{ in_force('regions', 'orders.booked_on') }}
    inner join pairings
        on
            pairings.helped_code in (regions.region_code, regions.prefecture_code, regions.province_code)
            and {{ in_force('pairings', 'orders.booked_on') }}
    left join {{ ref('stg_registers__pairing_shops') }} as shops
        on
            pairings.pairing_no = shops.pairing_no
            and orders.platform = shops.platform
            and orders.shop_id = shops.shop_id
            and {{ in_force('shops', 'orders.booked_on') }}

)

select
    pairing_no,
    pairing_kind,
    helper_code,
    helped_code,
    {%- for part, condition in {
        'bought': 'is_bought', 'sold': 'is_sold', 'both': 'is_bought and is_sold', 'union': 'is_bought or is_sold',
    }.items() %}
    cast(coalesce(sum(gross_fen) filter (where {{ condition }}), 0) as bigint) as {{ part }}_gross_fen,
    cast(coalesce(sum(refund_fen) filter (where {{ condition }}), 0) as bigint) as {{ part }}_refund_fen,
    {%- endfor %}
    month_on
from matched
group by pairing_no, pairing_kind, helper_code, helped_code, month_on
