{%- set columns = [
    'platform', 'order_id', 'line_id', 'share_no', 'origin_grade', 'origin_status', 'evidence_id',
    'area_code', 'county_code', 'village_code', 'household_code', 'month_on', 'booked_on',
] -%}
-- The shares of each touched sale line by origin: they sum to 1,000,000 ppm and to the line's
-- payment to the fen.
with lines as (

    select
        platform,
        order_id,
        line_id,
        paid_fen as line_paid_fen,
        month_on,
        booked_on
    from {{ ref('int_lines') }}

),

numbered as (

    select
        parts.*,
        lines.line_paid_fen,
        lines.month_on,
        lines.booked_on,
        1000000 as whole_ppm,
        row_number() over (
            partition by parts.platform, parts.order_id, parts.line_id
            order by
                parts.origin_grade, parts.household_code, parts.area_code, parts.village_code, parts.weight desc
        ) as share_no,
        count(*) over (partition by parts.platform, parts.order_id, parts.line_id) as part_count
    from {{ ref('int_origin_parts') }} as parts
    inner join lines
        on parts.platform = lines.platform and parts.order_id = lines.order_id and parts.line_id = lines.line_id

),

parted as (

    select * from numbered
    where part_count > 1

),

by_ppm as (

    select
        {{ columns | join(',\n        ') }},
        line_paid_fen,
        share_fen as share_ppm
    from (
        {{ shared_out('parted', ['platform', 'order_id', 'line_id'], 'share_no', 'whole_ppm', 'weight') }}
    ) as shared

),

shares as (

    select
        {{ columns | join(',\n        ') }},
        share_ppm,
        share_fen as paid_fen
    from (
        {{ shared_out('by_ppm', ['platform', 'order_id', 'line_id'], 'share_no', 'line_paid_fen', 'share_ppm') }}
    ) as shared
    union all
    -- most lines have one part, which is the whole
    select
        {{ columns | join(',\n        ') }},
        cast(whole_ppm as bigint) as share_ppm,
        line_paid_fen as paid_fen
    from numbered
    where part_count = 1

),

final as (

    select
        shares.*,
        grades.confidence_ppm
    from shares
    inner join {{ ref('grades') }} as grades
        on grades.axis = 'origin' and shares.origin_grade = grades.grade

)

select * from final
