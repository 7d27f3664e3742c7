-- The parts of touched sale lines that signs of origin speak of, open ones included, with their
-- weights in ppm; what an agreement leaves out of a line is unknown.
with choices as (

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
        cast(share_ppm as bigint) as weight,
        is_content
    from choices
    where not is_open
    -- only shares by agreement and by content are several
    qualify grade = 'O2' or is_content or row_number() over (
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
    -- any other sign speaks of the whole line
    where origin_grade = 'O2' or is_content
    group by platform, order_id, line_id
    having sum(weight) < 1000000

)

select * from open_lines
union all
select
    platform,
    order_id,
    line_id,
    origin_grade,
    origin_status,
    evidence_id,
    area_code,
    county_code,
    village_code,
    household_code,
    weight
from settled
union all
select * from left_out
