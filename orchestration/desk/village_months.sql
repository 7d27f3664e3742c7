-- A county's villages in a month: online by grade of proof, offline beside it. Pending shares
-- (待核) are nobody's yet and are left out here as in the bulletin.
with shares as (
    select
        origin.village_code,
        origin.origin_grade,
        origin.household_code,
        origin.paid_fen as gross_fen,
        0 as refund_fen
    from fct_origin as origin
    inner join fct_lines as lines using (platform, order_id, line_id)
    where
        origin.county_code = $county and origin.month_on = $month_on and lines.flow = 'up'
        and origin.origin_status in ('certain', 'estimated')
    union all
    select
        refunds.village_code,
        refunds.origin_grade,
        null as household_code,
        0 as gross_fen,
        refunds.amount_fen as refund_fen
    from fct_origin_refunds as refunds
    inner join fct_lines as lines using (platform, order_id, line_id)
    where
        refunds.county_code = $county and refunds.month_on = $month_on and lines.flow = 'up'
        and refunds.origin_status in ('certain', 'estimated')
),

grades as (
    select
        village_code,
        origin_grade,
        sum(gross_fen)::bigint as gross_fen,
        sum(refund_fen)::bigint as refund_fen,
        count(distinct case when origin_grade = 'O1' then household_code end) as household_count
    from shares
    group by village_code, origin_grade
),

online as (
    select
        village_code,
        sum(gross_fen)::bigint as gross_fen,
        sum(refund_fen)::bigint as refund_fen,
        sum(household_count)::bigint as household_count,
        json_group_object(origin_grade, gross_fen - refund_fen)::varchar as net_by_grade
    from grades
    group by village_code
),

offline as (
    select
        village_code,
        -- what a feed counts already stands in columns of its own and is not in these
        (coalesce(sum(sale_fen), 0) - coalesce(sum(refund_fen), 0))::bigint as offline_fen
    from fct_offline_sales
    where county_code = $county and month_on = $month_on and row_count > 0
    group by village_code
),

names as (
    select area_code, max_by(name, coalesce(valid_from, date '0001-01-01')) as name
    from dim_area
    where level = 'village'
    group by area_code
)

select
    both_sides.village_code,
    names.name as village_name,
    coalesce(online.gross_fen, 0) as gross_fen,
    coalesce(online.refund_fen, 0) as refund_fen,
    coalesce(online.household_count, 0) as household_count,
    coalesce(online.net_by_grade, '{}') as net_by_grade,
    offline.offline_fen
from (select village_code from online union select village_code from offline) as both_sides
left join online on both_sides.village_code is not distinct from online.village_code
left join offline on both_sides.village_code is not distinct from offline.village_code
left join names on both_sides.village_code = names.area_code
order by both_sides.village_code nulls last
