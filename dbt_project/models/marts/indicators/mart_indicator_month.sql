-- Each programme's indicators by area and month; grain: programme, indicator_code, area_level,
-- area_code, month_on. Areas of a covered month stand here even without a sale.
with months as (

    select * from {{ ref('int_months') }}

),

sums as (

    select * from {{ ref('int_indicator_sums') }}

),

matches as (

    select * from {{ ref('int_indicator_matches') }}

),

build as (

    select * from {{ ref('int_build') }}

),

targets as (

    select
        targets.programme,
        targets.indicator_code,
        targets.year,
        regions.region_code,
        months.month_on,
        max(targets.target_fen) as target_fen,
        bool_or(targets.is_sample) as is_sample
    from {{ ref('stg_registers__programme_targets') }} as targets
    inner join months on targets.year = months.year_no
    inner join {{ ref('int_region_days') }} as regions
        on targets.region_code = regions.evidence_code and {{ in_force('regions', 'months.last_day_on') }}
    group by targets.programme, targets.indicator_code, targets.year, regions.region_code, months.month_on

),

spine as (

    select
        areas.programme,
        areas.indicator_code,
        areas.month_on,
        areas.area_level,
        areas.area_code
    from {{ ref('int_indicator_areas') }} as areas
    inner join months on areas.month_on = months.month_on and months.is_covered
    union
    select
        programme,
        indicator_code,
        month_on,
        area_level,
        area_code
    from sums

),

filled as (

    select
        spine.*,
        months.year_no,
        months.first_covered_on as cumulative_from_on,
        sums.programme is not null as has_data,
        coalesce(sums.gross_fen, 0) as gross_fen,
        coalesce(sums.refund_fen, 0) as refund_fen,
        coalesce(sums.gross_fen, 0) - coalesce(sums.refund_fen, 0) as net_fen,
        sums.local_net_fen,
        coalesce(sums.line_count, 0) as line_count
    from spine
    inner join months on spine.month_on = months.month_on
    left join sums
        on
            spine.programme = sums.programme
            and spine.indicator_code = sums.indicator_code
            and spine.month_on = sums.month_on
            and spine.area_level = sums.area_level
            and spine.area_code = sums.area_code

),

cumulated as (

    select
        *,
        sum(net_fen) over (
            partition by programme, indicator_code, area_level, area_code, year_no
            order by month_on
            rows between unbounded preceding and current row
        ) as cumulative_net_fen
    from filled

),

final as (

    select
        cumulated.programme,
        cumulated.indicator_code,
        cumulated.area_level,
        cumulated.area_code,
        targets.is_sample as target_is_sample,
        cumulated.has_data,
        cast(cumulated.gross_fen as bigint) as gross_fen,
        cast(cumulated.refund_fen as bigint) as refund_fen,
        cast(cumulated.net_fen as bigint) as net_fen,
        cumulated.local_net_fen,
        cast(cumulated.cumulative_net_fen as bigint) as cumulative_net_fen,
        -- before the first covered month nothing is known, except in January: nothing had been sold
        cast(case
            when month(cumulated.month_on) = 1 or cumulated.month_on > cumulated.cumulative_from_on
                then cumulated.cumulative_net_fen - cumulated.net_fen
        end as bigint) as previous_cumulative_net_fen,
        targets.target_fen,
        case when matches.matched_base_net_fen is not null then coalesce(matches.matched_net_fen, 0) end
            as matched_net_fen,
        matches.matched_base_net_fen,
        matches.entrant_net_fen,
        matches.leaver_net_fen,
        matches.matched_shop_count,
        cast(cumulated.line_count as bigint) as line_count,
        cumulated.cumulative_from_on,
        cumulated.month_on
    from cumulated
    cross join build
    left join targets
        on
            cumulated.programme = targets.programme
            and cumulated.indicator_code = targets.indicator_code
            and cumulated.month_on = targets.month_on
            -- the set's own row carries the target that its document names for the province
            and case
                when cumulated.area_level = 'region_set' then build.province_code
                else cumulated.area_code
            end = targets.region_code
            and cumulated.area_level in ('county', 'prefecture', 'province', 'region_set')
    left join matches
        on
            cumulated.programme = matches.programme
            and cumulated.indicator_code = matches.indicator_code
            and cumulated.month_on = matches.month_on
            and cumulated.area_level = matches.area_level
            and cumulated.area_code = matches.area_code

)

select * from final
