-- registered shops of a platform that no day of the month is missing of; an empty value asks for all
select
    shops.platform,
    shops.shop_id as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    'shops:' || shops.platform || ':' || shops.shop_id || ':' as evidence_id
from dim_shop as shops
inner join mart_coverage_month as months on shops.platform = months.platform and months.month_on = $month_on
left join fct_missing_shop_days as missing
    on
        shops.platform = missing.platform
        and shops.shop_id = missing.shop_id
        and missing.month_on = $month_on
where
    (shops.valid_from is null or shops.valid_from <= $last_on)
    and (shops.valid_to is null or shops.valid_to > $month_on)
    and $platform in ('', shops.platform)
    and missing.shop_id is null
group by shops.platform, shops.shop_id
order by all
