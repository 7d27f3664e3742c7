-- Class of goods and flow of each touched sale line, with the evidence of the class
-- (design, section 3): product register > platform category > title > unclassified.
with lines as (

    select * from {{ ref('int_lines') }}

),

products as (

    select * from {{ ref('int_line_products') }}

),

categories as (

    select * from {{ ref('category_classes') }}

),

shops as (

    select * from {{ ref('stg_registers__shops') }}

),

titles as (

    select distinct
        title,
        booked_on
    from lines
    where title is not null

),

-- a title is looked through once, not once a day
title_words as (

    select
        titles.title,
        keywords.*
    from (select distinct title from titles) as titles
    inner join {{ ref('title_keywords') }} as keywords on contains(titles.title, keywords.keyword)

),

title_classes as (

    select
        titles.title,
        titles.booked_on,
        keywords.keyword,
        keywords.goods_class
    from titles
    inner join title_words as keywords
        on titles.title = keywords.title and {{ in_force('keywords', 'titles.booked_on') }}
    qualify row_number() over (
        partition by titles.title, titles.booked_on
        order by keywords.priority_no, length(keywords.keyword) desc, keywords.keyword
    ) = 1

),

final as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        coalesce(
            nullif(products.goods_class, ''), categories.goods_class, title_classes.goods_class, 'unclassified'
        ) as goods_class,
        case
            when nullif(products.goods_class, '') is not null then 'product:' || products.product_code
            when categories.goods_class is not null then 'category:' || categories.category
            when title_classes.goods_class is not null then 'title:' || title_classes.keyword
            else 'none'
        end as class_evidence,
        case
            when nullif(lines.told_flow, '') is not null then lines.told_flow
            when shops.trade_flow = 'down' then 'down'
            when lines.receiver_county_code = sellers.seller_county_code then 'local'
            else 'up'
        end as flow
    from lines
    left join products
        on
            lines.platform = products.platform
            and lines.order_id = products.order_id
            and lines.line_id = products.line_id
    left join categories
        on
            lines.platform = categories.platform
            and lines.platform_category = categories.category
            and {{ in_force('categories', 'lines.booked_on') }}
    left join title_classes on lines.title = title_classes.title and lines.booked_on = title_classes.booked_on
    left join shops
        on
            lines.platform = shops.platform
            and lines.shop_id = shops.shop_id
            and {{ in_force('shops', 'lines.booked_on') }}
    left join {{ ref('int_shop_sellers') }} as sellers
        on
            lines.platform = sellers.platform
            and lines.shop_id = sellers.shop_id
            and lines.booked_on = sellers.booked_on

)

select * from final
