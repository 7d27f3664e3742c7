-- The county that a person has decided upon for a touched sale line; a decision on the line goes
-- before one on its whole order.
with lines as (

    select
        platform,
        order_id,
        line_id,
        booked_on
    from {{ ref('int_lines') }}

),

decisions as (

    select * from {{ ref('stg_registers__decisions') }}

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    'decisions:' || decisions.platform || ':' || decisions.order_id as decision_id,
    regions.region_code as decided_code,
    regions.stem as decided_stem
from lines
inner join decisions
    on
        lines.platform = decisions.platform
        and lines.order_id = decisions.order_id
        and lines.line_id = coalesce(nullif(decisions.line_id, ''), lines.line_id)
        and {{ in_force('decisions', 'lines.booked_on') }}
inner join {{ ref('int_region_days') }} as regions
    on decisions.decided_county_code = regions.evidence_code and {{ in_force('regions', 'lines.booked_on') }}
qualify row_number() over (
    partition by lines.platform, lines.order_id, lines.line_id
    order by nullif(decisions.line_id, '') is null, decisions.load_id desc
) = 1
