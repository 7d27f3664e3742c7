-- poor villages of a county under the codes of the month's last day, with who stands behind their trade
with members as (

    select
        sets.region_code as village_code,
        regions.region_code as county_code
    from dim_region_set as sets
    inner join dim_region_day as regions
        on
            left(sets.region_code, 6) = regions.evidence_code
            and regions.valid_from <= $last_on and $last_on < regions.valid_to
    where
        sets.programme = $programme
        and sets.region_set = 'poor_villages'
        and regions.level = 'county'
        and regions.region_code = $area_code

),

figures as (

    select * from mart_indicator_month
    where programme = $programme and indicator_code = 'poor_village_trade' and area_level = 'village'

),

behind as (

    select * from mart_village_month
    where programme = $programme and indicator_code = 'poor_village_trade'

)

select
    members.village_code,
    members.county_code,
    names.name,
    coalesce(figures.gross_fen, 0) as gross_fen,
    coalesce(figures.refund_fen, 0) as refund_fen,
    coalesce(figures.net_fen, 0) as net_fen,
    figures.matched_net_fen,
    figures.matched_base_net_fen,
    behind.origin_grades,
    behind.selling_household_count as household_count,
    behind.selling_shop_count as shop_count,
    before.net_fen as before_net_fen,
    behind_before.selling_household_count as before_household_count,
    behind_before.selling_shop_count as before_shop_count,
    behind_base.selling_household_count as base_household_count,
    behind_base.selling_shop_count as base_shop_count
from members
left join dim_area as names
    on
        members.village_code = names.area_code
        and names.level = 'village'
        and (names.valid_from is null or names.valid_from <= $last_on)
        and (names.valid_to is null or names.valid_to > $last_on)
left join figures on members.village_code = figures.area_code and figures.month_on = $month_on
left join figures as before on members.village_code = before.area_code and before.month_on = $before_on
left join behind on members.village_code = behind.village_code and behind.month_on = $month_on
left join behind as behind_before
    on members.village_code = behind_before.village_code and behind_before.month_on = $before_on
left join behind as behind_base
    on members.village_code = behind_base.village_code and behind_base.month_on = $base_on
order by members.village_code
