-- shops registered on some day of the month, of a platform or an area; an empty value asks for all
select
    shops.platform,
    shops.shop_id as key,
    cast(null as varchar) as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    'shops:' || shops.platform || ':' || shops.shop_id || ':' as evidence_id
from dim_shop as shops
left join dim_region_day as regions
    on
        shops.county_code = regions.evidence_code
        and regions.valid_from <= $month_on and $month_on < regions.valid_to
where
    (shops.valid_from is null or shops.valid_from <= $last_on)
    and (shops.valid_to is null or shops.valid_to > $month_on)
    and $platform in ('', shops.platform)
    and $area_code in ('', regions.region_code, regions.prefecture_code)
    -- the province's frame names the platforms that its coverage tells of
    and ($area_code != '' or shops.platform in (select platform from mart_coverage_month where month_on = $month_on))
group by shops.platform, shops.shop_id
order by all
