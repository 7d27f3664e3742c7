-- Who stands behind a village's trade: selling households (O1 only), shops and grades of evidence
-- among the payments that an indicator counts; grain: programme, indicator_code, village_code, month_on.
-- What may be printed of a village follows from these counts (disclosure control).
with members as (

    select
        indicators.programme,
        indicators.indicator_code,
        sets.region_code as village_code
    from {{ ref('dim_indicator') }} as indicators
    inner join {{ ref('dim_region_set') }} as sets
        on indicators.programme = sets.programme and indicators.region_set = sets.region_set
    where indicators.axis = 'origin' and length(sets.region_code) = 12

),

shares as (

    select
        origin.village_code,
        origin.origin_grade,
        case when origin.origin_grade = 'O1' then origin.household_code end as household_code,
        lines.platform || ':' || lines.shop_id as shop_key,
        lines.goods_class,
        lines.flow,
        origin.month_on
    from {{ ref('fct_origin') }} as origin
    inner join {{ ref('fct_lines') }} as lines
        on origin.platform = lines.platform and origin.order_id = lines.order_id and origin.line_id = lines.line_id
    where origin.origin_status = 'certain' and origin.village_code is not null and origin.paid_fen > 0

)

select
    members.programme,
    members.indicator_code,
    shares.village_code,
    {{ joined_texts('shares.origin_grade') }} as origin_grades,
    count(distinct shares.household_code) as selling_household_count,
    count(distinct shares.shop_key) as selling_shop_count,
    shares.month_on
from shares
inner join members on shares.village_code = members.village_code
inner join {{ ref('int_indicator_classes') }} as classes
    on
        members.programme = classes.programme
        and members.indicator_code = classes.indicator_code
        and shares.goods_class = classes.goods_class
        and shares.flow = classes.flow
group by members.programme, members.indicator_code, shares.village_code, shares.month_on
