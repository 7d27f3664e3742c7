-- Each indicator's payments and refunds by area and month, and since January as far as landed. Areas
-- of a covered month stand here even without a sale.
with months as (

    select * from {{ ref('int_months') }}

),

sums as (

    select * from {{ ref('int_indicator_sums') }}

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

final as (

    select
        *,
        sum(net_fen) over (
            partition by programme, indicator_code, area_level, area_code, year_no
            order by month_on
            rows between unbounded preceding and current row
        ) as cumulative_net_fen
    from filled

)

select * from final
