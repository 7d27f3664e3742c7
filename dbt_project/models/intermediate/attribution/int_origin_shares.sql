-- The shares of each touched sale line by origin. Every line has at least one share, they sum to
-- 1,000,000 ppm and to its payment to the fen; what an agreement leaves out is unknown.
with lines as (

    select * from {{ ref('int_lines') }}

),

choices as (

    select * from {{ ref('int_origin_choices') }}

),

open_lines as (

    select
        platform,
        order_id,
        line_id,
        min(grade) as origin_grade,
        'pending' as origin_status,
        min(evidence_id) as evidence_id,
        cast(null as varchar) as area_code,
        cast(null as varchar) as county_code,
        cast(null as varchar) as village_code,
        cast(null as varchar) as household_code,
        cast(1000000 as bigint) as weight
    from choices
    where is_open
    group by platform, order_id, line_id

),

settled as (

    select
        platform,
        order_id,
        line_id,
        grade as origin_grade,
        status as origin_status,
        evidence_id,
        area_code,
        county_code,
        village_code,
        household_code,
        cast(share_ppm as bigint) as weight
    from choices
    where not is_open
    -- only shares by agreement are several
    qualify grade = 'O2' or row_number() over (
        partition by platform, order_id, line_id
        order by area_code
    ) = 1

),

left_out as (

    select
        platform,
        order_id,
        line_id,
        'OU' as origin_grade,
        'unknown' as origin_status,
        cast(null as varchar) as evidence_id,
        cast(null as varchar) as area_code,
        cast(null as varchar) as county_code,
        cast(null as varchar) as village_code,
        cast(null as varchar) as household_code,
        cast(1000000 - sum(weight) as bigint) as weight
    from settled
    group by platform, order_id, line_id
    having sum(weight) < 1000000

),

placed as (

    select * from open_lines
    union all
    select * from settled
    union all
    select * from left_out

),

unplaced as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        case
            when verdicts.decision_id is not null then 'O3'
            when titles.evidence_id is not null then 'O6'
            else 'OU'
        end as origin_grade,
        case
            when verdicts.decision_id is not null then 'certain'
            when titles.evidence_id is not null then 'candidate'
            else 'unknown'
        end as origin_status,
        coalesce(verdicts.decision_id, titles.evidence_id) as evidence_id,
        verdicts.decided_code as area_code,
        verdicts.decided_code as county_code,
        cast(null as varchar) as village_code,
        cast(null as varchar) as household_code,
        cast(1000000 as bigint) as weight
    from lines
    left join {{ ref('int_origin_verdicts') }} as verdicts
        on
            lines.platform = verdicts.platform
            and lines.order_id = verdicts.order_id
            and lines.line_id = verdicts.line_id
    left join {{ ref('int_title_places') }} as titles
        on lines.platform = titles.platform and lines.order_id = titles.order_id and lines.line_id = titles.line_id
    where
        not exists (
            select 1
            from placed
            where
                placed.platform = lines.platform
                and placed.order_id = lines.order_id
                and placed.line_id = lines.line_id
        )

),

numbered as (

    select
        parts.*,
        lines.paid_fen as line_paid_fen,
        lines.month_on,
        lines.booked_on,
        1000000 as whole_ppm,
        row_number() over (
            partition by parts.platform, parts.order_id, parts.line_id
            order by parts.origin_grade, parts.household_code, parts.area_code
        ) as share_no
    from (
        select * from placed
        union all
        select * from unplaced
    ) as parts
    inner join lines
        on parts.platform = lines.platform and parts.order_id = lines.order_id and parts.line_id = lines.line_id

),

by_ppm as (

    select
        platform,
        order_id,
        line_id,
        share_no,
        origin_grade,
        origin_status,
        evidence_id,
        area_code,
        county_code,
        village_code,
        household_code,
        line_paid_fen,
        month_on,
        booked_on,
        share_fen as share_ppm
    from (
        {{ shared_out('numbered', ['platform', 'order_id', 'line_id'], 'share_no', 'whole_ppm', 'weight') }}
    ) as shared

),

final as (

    select
        shared.platform,
        shared.order_id,
        shared.line_id,
        shared.share_no,
        shared.origin_grade,
        shared.origin_status,
        shared.evidence_id,
        grades.confidence_ppm,
        shared.share_ppm,
        shared.area_code,
        shared.county_code,
        shared.village_code,
        shared.household_code,
        shared.share_fen as paid_fen,
        shared.month_on,
        shared.booked_on
    from (
        {{ shared_out('by_ppm', ['platform', 'order_id', 'line_id'], 'share_no', 'line_paid_fen', 'share_ppm') }}
    ) as shared
    inner join {{ ref('grades') }} as grades
        on grades.axis = 'origin' and shared.origin_grade = grades.grade

)

select * from final
