-- On each axis, level and month: what the reporting units have of a county is what the county has on the
-- days on which an area of it is named. Rows are counties of which a fen is lost or stands twice.
with lines as (

    select * from {{ ref('fct_lines') }}

),

counted as (

    select
        'seller' as axis,
        lines.seller_county_code as county_code,
        lines.booked_on,
        sum(lines.paid_fen) as gross_fen
    from lines
    where lines.seller_status = 'county'
    group by lines.seller_county_code, lines.booked_on
    union all
    select
        'origin' as axis,
        shares.area_code as county_code,
        lines.booked_on,
        sum(shares.paid_fen) as gross_fen
    from {{ ref('fct_origin') }} as shares
    inner join lines
        on
            shares.platform = lines.platform
            and shares.order_id = lines.order_id
            and shares.line_id = lines.line_id
    where shares.origin_status in ('certain', 'estimated')
    group by shares.area_code, lines.booked_on

),

of_counties as (

    select
        counted.axis,
        days.unit_level,
        counted.county_code,
        {{ month_of('counted.booked_on') }} as month_on,
        sum(counted.gross_fen) as gross_fen
    from counted
    inner join {{ ref('int_unit_days') }} as days
        on counted.county_code = days.county_code and counted.booked_on = days.booked_on
    group by counted.axis, days.unit_level, counted.county_code, {{ month_of('counted.booked_on') }}

),

of_units as (

    select
        axis,
        unit_level,
        county_code,
        month_on,
        sum(gross_fen) as gross_fen
    from {{ ref('mart_sales_unit_month') }}
    group by axis, unit_level, county_code, month_on

)

select
    coalesce(of_counties.axis, of_units.axis) as axis,
    coalesce(of_counties.unit_level, of_units.unit_level) as unit_level,
    coalesce(of_counties.county_code, of_units.county_code) as county_code,
    coalesce(of_counties.month_on, of_units.month_on) as month_on,
    coalesce(of_counties.gross_fen, 0) as county_fen,
    coalesce(of_units.gross_fen, 0) as unit_fen
from of_counties
full outer join of_units
    on
        of_counties.axis = of_units.axis
        and of_counties.unit_level = of_units.unit_level
        and of_counties.county_code = of_units.county_code
        and of_counties.month_on = of_units.month_on
where coalesce(of_counties.gross_fen, 0) != coalesce(of_units.gross_fen, 0)
