-- Each programme's indicators by area and month; grain: programme, indicator_code, area_level,
-- area_code, month_on. Areas of a covered month stand here even without a sale.
with figures as (

    select * from {{ ref('int_indicator_figures') }}

),

targets as (

    select * from {{ ref('int_indicator_targets') }}

),

matches as (

    select * from {{ ref('int_indicator_matches') }}

),

build as (

    select * from {{ ref('int_build') }}

),

final as (

    select
        figures.programme,
        figures.indicator_code,
        figures.area_level,
        figures.area_code,
        targets.is_sample as target_is_sample,
        figures.has_data,
        cast(figures.gross_fen as bigint) as gross_fen,
        cast(figures.refund_fen as bigint) as refund_fen,
        cast(figures.net_fen as bigint) as net_fen,
        figures.local_net_fen,
        cast(figures.cumulative_net_fen as bigint) as cumulative_net_fen,
        -- before the first covered month nothing is known, except in January: nothing had been sold
        cast(case
            when month(figures.month_on) = 1 or figures.month_on > figures.cumulative_from_on
                then figures.cumulative_net_fen - figures.net_fen
        end as bigint) as previous_cumulative_net_fen,
        targets.target_fen,
        case when matches.matched_base_net_fen is not null then coalesce(matches.matched_net_fen, 0) end
            as matched_net_fen,
        matches.matched_base_net_fen,
        matches.entrant_net_fen,
        matches.leaver_net_fen,
        matches.matched_shop_count,
        cast(figures.line_count as bigint) as line_count,
        figures.cumulative_from_on,
        figures.month_on
    from figures
    cross join build
    left join targets
        on
            figures.programme = targets.programme
            and figures.indicator_code = targets.indicator_code
            and figures.month_on = targets.month_on
            -- the set's own row carries the target that its document names for the province
            and case
                when figures.area_level = 'region_set' then build.province_code
                else figures.area_code
            end = targets.region_code
            and figures.area_level in ('county', 'prefecture', 'province', 'region_set')
    left join matches
        on
            figures.programme = matches.programme
            and figures.indicator_code = matches.indicator_code
            and figures.month_on = matches.month_on
            and figures.area_level = matches.area_level
            and figures.area_code = matches.area_code

)

select * from final
