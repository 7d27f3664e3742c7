-- Sold lines with what their item says, and per item what matching looks at. A line is open where on
-- its booking day neither its code nor its item leads to a registered product, nor is it a box.
create table sales as
select platform, order_id, shop_id, payload_sha256, batch, cast(booked_at as date) as booked_on
from (
    select *
    from landed_orders
    qualify row_number() over (
        partition by platform, order_id order by modified_at desc nulls last, payload_sha256 desc, batch
    ) = 1
)
where sale_state = 'sale' and booked_at is not null;

create table items as
select *
from landed_items
qualify row_number() over (
    partition by platform, item_id order by modified_at desc nulls last, payload_sha256 desc, batch
) = 1;

create table lines as
with told as (
    select
        lines.platform,
        sales.shop_id,
        lines.order_id,
        lines.line_id,
        match_key(lines.item_id, sales.shop_id, lines.merchant_code, lines.title) as item_id,
        nullif(lines.item_id, '') is not null as is_item,
        coalesce(nullif(lines.merchant_code, ''), items.merchant_code, '') as merchant_code,
        coalesce(nullif(lines.title, ''), items.title, '') as title,
        coalesce(nullif(lines.platform_category, ''), items.platform_category, '') as platform_category,
        lines.line_paid_fen,
        sales.booked_on
    from landed_lines as lines
    inner join sales
        on
            lines.platform = sales.platform
            and lines.order_id = sales.order_id
            and lines.payload_sha256 = sales.payload_sha256
            and lines.batch = sales.batch
    left join items on lines.platform = items.platform and lines.item_id = items.item_id
    where not coalesce(lines.is_gift, false)
    qualify row_number() over (
        partition by lines.platform, lines.order_id, lines.line_id order by lines.item_id, lines.sku_id
    ) = 1
)

select
    told.*,
    not exists (
        select 1
        from codes
        where
            codes.merchant_code = told.merchant_code
            and nullif(codes.product_code, '') is not null
            and coalesce(codes.valid_from, date '0001-01-01') <= told.booked_on
            and told.booked_on < coalesce(codes.valid_to, date '9999-12-31')
    )
    and not exists (
        select 1
        from boxes
        where
            boxes.box_code = told.merchant_code
            and coalesce(boxes.valid_from, date '0001-01-01') <= told.booked_on
            and told.booked_on < coalesce(boxes.valid_to, date '9999-12-31')
    )
    and not exists (
        select 1
        from item_matches as matches
        where
            matches.platform = told.platform
            and matches.item_id = told.item_id
            and coalesce(matches.valid_from, date '0001-01-01') <= told.booked_on
            and told.booked_on < coalesce(matches.valid_to, date '9999-12-31')
    ) as is_open
from told;

create view item_titles as
select platform, item_id, title, min(booked_on) as first_seen
from lines
where item_id is not null and title != ''
group by platform, item_id, title
order by platform, item_id, max(booked_on), min(booked_on), title;

create view item_codes as
select platform, item_id, merchant_code, count(*) as line_count
from lines
where item_id is not null and merchant_code != ''
group by platform, item_id, merchant_code
order by platform, item_id, merchant_code;

-- of what stands for an item, the codes on all lines of the shop that bear its titles
create view item_title_codes as
select
    named.platform,
    named.item_id,
    coded.merchant_code,
    count(*) as line_count
from (
    select distinct platform, shop_id, item_id, unspaced(title) as title
    from lines
    where not is_item and item_id is not null
) as named
inner join lines as coded
    on
        named.platform = coded.platform
        and named.shop_id = coded.shop_id
        and named.title = unspaced(coded.title)
where not coded.is_item and coded.merchant_code != ''
group by named.platform, named.item_id, coded.merchant_code
order by named.platform, named.item_id, coded.merchant_code;

create view item_offers as
select
    platform,
    any_value(shop_id order by booked_on desc, shop_id) as shop_id,
    item_id,
    any_value(platform_category order by booked_on desc, platform_category) as platform_category,
    count(*) as line_count,
    count(*) filter (where is_open) as open_line_count,
    cast(sum(line_paid_fen) filter (where is_open) as bigint) as open_fen,
    min(booked_on) as first_seen,
    max(booked_on) as last_seen
from lines
where item_id is not null
group by platform, item_id;

create view item_shelf as
select platform, shop_id, title
from (
    select platform, item_id, shop_id, title from items where title != ''
    union all
    select
        platform,
        item_id,
        any_value(shop_id order by booked_on desc, shop_id) as shop_id,
        any_value(title order by booked_on desc, title) as title
    from lines
    -- what a file calls goods is the name of some item, no further one
    where title != '' and is_item and not exists (
        select 1 from items where items.platform = lines.platform and items.item_id = lines.item_id
    )
    group by platform, item_id
);

create view shop_codes as
select distinct platform, shop_id, item_id, merchant_code
from lines
where merchant_code != '' and item_id is not null;
