-- poor villages by prefecture, and how many of them sold something in the month
with members as (

    select
        region_code as village_code,
        left(region_code, 4) || '00' as prefecture_code,
        is_sample
    from dim_region_set
    where programme = $programme and region_set = 'poor_villages'

),

selling as (

    select area_code as village_code
    from mart_indicator_month
    where
        programme = $programme
        and month_on = $month_on
        and area_level = 'village'
        and has_data
        and gross_fen > 0

)

select
    members.prefecture_code,
    bool_or(members.is_sample) as is_sample,
    count(*) as village_count,
    count(selling.village_code) as selling_count
from members
left join selling on members.village_code = selling.village_code
group by members.prefecture_code
order by members.prefecture_code
