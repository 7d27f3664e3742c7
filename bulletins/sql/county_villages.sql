-- poor villages by county: how many there are, how many sold, and who stands behind the month's trade
with members as (

    select
        sets.region_code as village_code,
        regions.region_code as county_code,
        regions.prefecture_code
    from dim_region_set as sets
    inner join dim_region_day as regions
        on
            left(sets.region_code, 6) = regions.evidence_code
            and regions.valid_from <= $last_on and $last_on < regions.valid_to
    where sets.programme = $programme and sets.region_set = 'poor_villages' and regions.level = 'county'

)

select
    members.county_code,
    members.prefecture_code,
    count(*) as village_count,
    count(behind.village_code) as selling_count,
    coalesce(sum(behind.selling_household_count), 0)::bigint as household_count,
    coalesce(sum(behind.selling_shop_count), 0)::bigint as shop_count
from members
left join mart_village_month as behind
    on
        members.village_code = behind.village_code
        and behind.programme = $programme
        and behind.indicator_code = 'poor_village_trade'
        and behind.month_on = $month_on
group by members.county_code, members.prefecture_code
order by members.county_code
