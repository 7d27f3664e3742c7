-- areas that are ranked with one, or would be if they had a figure: a set's members or the prefectures,
-- all of them or those beside it in its prefecture; what is known of each
with areas as (

    select
        area_code,
        name,
        parent_code
    from dim_area
    where
        level = $level
        and (valid_from is null or valid_from <= $last_on)
        and (valid_to is null or valid_to > $last_on)
        and left(area_code, 2) = left($province_code, 2)
        and (
            $region_set = ''
            or area_code in (
                select region_code from dim_region_set
                where programme = $programme and region_set = $region_set
            )
        )

)

select
    areas.area_code,
    areas.name,
    figures.cumulative_net_fen as cumulative_fen,
    figures.target_fen
from areas
inner join mart_indicator_month as figures
    on
        areas.area_code = figures.area_code
        and figures.area_level = $level
        and figures.programme = $programme
        and figures.indicator_code = $indicator
        and figures.month_on = $month_on
left join mart_counts_month as counts
    on
        areas.area_code = counts.area_code
        and counts.area_level = $level
        and counts.month_on = $month_on
where
    (not $near or areas.parent_code = (select parent_code from areas where area_code = $area_code))
    -- without a sale this year and without a shop nobody was watched there
    and (figures.has_data or figures.cumulative_net_fen != 0 or counts.registered_shop_count > 0)
order by areas.area_code
