-- Sales by shop, class and place at equal refund age: what was paid in a month less what of it was
-- refunded within the same month. The base of comparison with the year before.
with lines as (

    select * from {{ ref('fct_lines') }}

),

movements as (

    select
        'seller' as axis,
        platform,
        order_id,
        line_id,
        seller_area_code as area_code,
        cast(null as varchar) as village_code,
        paid_fen as net_fen
    from lines
    union all
    select
        'seller' as axis,
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        lines.seller_area_code as area_code,
        cast(null as varchar) as village_code,
        -refunds.amount_fen as net_fen
    from {{ ref('fct_refunds') }} as refunds
    inner join lines
        on
            refunds.platform = lines.platform
            and refunds.order_id = lines.order_id
            and refunds.line_id = lines.line_id
            and refunds.month_on = lines.month_on
    union all
    select
        'origin' as axis,
        platform,
        order_id,
        line_id,
        area_code,
        case when origin_status = 'certain' then village_code end as village_code,
        paid_fen as net_fen
    from {{ ref('fct_origin') }}
    union all
    select
        'origin' as axis,
        refunds.platform,
        refunds.order_id,
        refunds.line_id,
        refunds.area_code,
        case when refunds.origin_status = 'certain' then refunds.village_code end as village_code,
        -refunds.amount_fen as net_fen
    from {{ ref('fct_origin_refunds') }} as refunds
    inner join lines
        on
            refunds.platform = lines.platform
            and refunds.order_id = lines.order_id
            and refunds.line_id = lines.line_id
            and refunds.month_on = lines.month_on

)

select
    movements.axis,
    movements.platform,
    lines.shop_id,
    lines.goods_class,
    lines.flow,
    movements.area_code,
    movements.village_code,
    cast(sum(movements.net_fen) as bigint) as net_fen,
    lines.month_on
from movements
inner join lines
    on
        movements.platform = lines.platform
        and movements.order_id = lines.order_id
        and movements.line_id = lines.line_id
where movements.area_code is not null
group by
    movements.axis, movements.platform, lines.shop_id, lines.goods_class, lines.flow,
    movements.area_code, movements.village_code, lines.month_on
