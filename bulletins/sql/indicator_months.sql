-- every month of the year up to the bulletin's, of every area of the programme but villages
select
    indicator_code,
    month_on,
    area_level,
    area_code,
    gross_fen,
    refund_fen,
    net_fen,
    local_net_fen,
    cumulative_net_fen,
    cumulative_from_on,
    previous_cumulative_net_fen,
    target_fen,
    target_is_sample,
    matched_net_fen,
    matched_base_net_fen,
    entrant_net_fen,
    leaver_net_fen,
    matched_shop_count,
    line_count,
    has_data
from mart_indicator_month
where
    programme = $programme
    and area_level != 'village'
    and month_on >= $year_on
    and month_on <= $month_on
order by indicator_code, month_on, area_level, area_code
