-- The floor of the transformation, written by hand over landing's Parquet: newest versions, sale
-- lines with their paid amount, the seller's place on the booking day, sales by area and month.
-- Without: origin, class and flow, days, counts, coverage, journal, contracts, tests.
create temp table newest as
select *, booked_at::date as booked_on
from read_parquet(getvariable('orders'), union_by_name = true)
qualify row_number() over (
    partition by platform, order_id order by modified_at desc nulls last, payload_sha256 desc
) = 1;

create temp table priced as
select
    o.platform, o.shop_id, o.order_id, l.line_id, o.booked_on, o.paid_fen as order_paid_fen,
    l.line_paid_fen,
    case when l.is_gift then 0 else l.list_fen end as weight
from newest as o
inner join read_parquet(getvariable('lines'), union_by_name = true) as l
    on o.platform = l.platform and o.order_id = l.order_id and o.payload_sha256 = l.payload_sha256
where o.sale_state = 'sale'
qualify row_number() over (partition by l.platform, l.order_id, l.line_id) = 1;

-- largest remainder, where the platform tells no amount of a line
create temp table lines_paid as
select
    * exclude (order_paid_fen, line_paid_fen, weight, quota, remainder),
    coalesce(line_paid_fen, quota + (
        row_number() over (partition by platform, order_id order by remainder desc, line_id)
        <= order_paid_fen - sum(quota) over (partition by platform, order_id)
    )::bigint) as paid_fen
from (
    select
        *,
        order_paid_fen * weight // sum(weight) over w as quota,
        order_paid_fen * weight % sum(weight) over w as remainder
    from priced
    window w as (partition by platform, order_id)
) as shares;

create temp table places as
select
    platform, shop_id,
    coalesce(
        nullif(inspected_county_code, ''), nullif(operating_county_code, ''),
        nullif(licence_county_code, '')
    ) as code,
    coalesce(valid_from, date '0001-01-01') as starts_on,
    coalesce(valid_to, date '9999-12-31') as ends_on
from read_parquet(getvariable('shops'), union_by_name = true);

create temp table regions as
select
    region_code, level, parent_code,
    coalesce(valid_from, date '0001-01-01') as starts_on,
    coalesce(valid_to, date '9999-12-31') as ends_on
from read_parquet(getvariable('regions'), union_by_name = true);

create table fct_lines as
select
    l.*,
    coalesce(r.region_code, left(p.code, 2) || '0000') as seller_area_code,
    r.level,
    r.parent_code
from lines_paid as l
left join places as p
    on l.platform = p.platform and l.shop_id = p.shop_id
    and p.starts_on <= l.booked_on and l.booked_on < p.ends_on
left join regions as r
    on p.code = r.region_code and r.starts_on <= l.booked_on and l.booked_on < r.ends_on;

create temp table movements as
select platform, booked_on as moved_on, paid_fen as gross_fen, 0 as refund_fen,
    seller_area_code as code, level, parent_code
from fct_lines
union all
select r.platform, coalesce(r.succeeded_at::date, l.booked_on), 0, r.amount_fen,
    l.seller_area_code, l.level, l.parent_code
from read_parquet(getvariable('refunds'), union_by_name = true) as r
inner join (
    select distinct on (platform, order_id) * from fct_lines
) as l on r.platform = l.platform and r.order_id = l.order_id
where true
qualify r.refund_state = 'succeeded' and row_number() over (
    partition by r.platform, r.refund_id
    order by r.modified_at desc nulls last, r.payload_sha256 desc
) = 1;

create table sales_area_month as
select
    area.level as area_level, area.code as area_code, platform,
    date_trunc('month', moved_on)::date as month_on,
    sum(gross_fen)::bigint as gross_fen, sum(refund_fen)::bigint as refund_fen
from (
    select *, unnest(case
        when code is null then [{'level': 'unattributed', 'code': '430000'}]
        when left(code, 2) <> '43' then [{'level': 'outside', 'code': '430000'}]
        when level = 'county' then [
            {'level': 'county', 'code': code}, {'level': 'prefecture', 'code': parent_code},
            {'level': 'province', 'code': '430000'}]
        when level = 'prefecture' then [
            {'level': 'prefecture_rest', 'code': code}, {'level': 'prefecture', 'code': code},
            {'level': 'province', 'code': '430000'}]
        else [
            {'level': 'province_rest', 'code': '430000'}, {'level': 'province', 'code': '430000'}]
    end) as area
    from movements
)
group by all;
