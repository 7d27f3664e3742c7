-- The parts of each touched sale line by origin, with their weights in ppm. A line without any sign
-- above O6 is one part: decided, a candidate by its title, or unknown. Held orders are pending whole.
with lines as (

    select * from {{ ref('int_lines') }}

),

placed as (

    select * from {{ ref('int_origin_placed_parts') }}

),

held as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        coalesce(min(placed.origin_grade), 'OU') as origin_grade,
        'pending' as origin_status,
        min(placed.evidence_id) as evidence_id,
        cast(null as varchar) as area_code,
        cast(null as varchar) as county_code,
        cast(null as varchar) as village_code,
        cast(null as varchar) as household_code,
        cast(1000000 as bigint) as weight
    from lines
    inner join {{ ref('int_held_orders') }} as orders
        on lines.platform = orders.platform and lines.order_id = orders.order_id
    left join placed
        on lines.platform = placed.platform and lines.order_id = placed.order_id and lines.line_id = placed.line_id
    group by lines.platform, lines.order_id, lines.line_id

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

)

select * from held
union all
select parts.*
from (
    select * from placed
    union all
    select * from unplaced
) as parts
where
    not exists (
        select 1
        from {{ ref('int_held_orders') }} as orders
        where parts.platform = orders.platform and parts.order_id = orders.order_id
    )
