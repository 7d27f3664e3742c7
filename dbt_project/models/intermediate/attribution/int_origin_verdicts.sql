-- What the signs of a line say together: the county they agree on, or that they don't. Two counties
-- above O6 leave the line open until the decisions register settles it.
with evidence as (

    select * from {{ ref('int_origin_evidence') }}

),

lines as (

    select
        platform,
        order_id,
        line_id,
        booked_on
    from {{ ref('int_lines') }}

),

decisions as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        'decisions:' || decisions.platform || ':' || decisions.order_id as decision_id,
        regions.region_code as decided_code,
        regions.stem as decided_stem
    from lines
    inner join {{ ref('stg_registers__decisions') }} as decisions
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

),

-- the finest single place; all others have to lie on its way up
single as (

    select
        platform,
        order_id,
        line_id,
        stem
    from evidence
    where not is_choice
    qualify row_number() over (
        partition by platform, order_id, line_id
        order by length(stem) desc, reach desc, grade, evidence_id, stem
    ) = 1

),

signs as (

    select
        evidence.platform,
        evidence.order_id,
        evidence.line_id,
        evidence.evidence_id,
        bool_or(
            starts_with(single.stem, evidence.stem) or starts_with(evidence.stem, single.stem)
        ) as is_in_agreement
    from evidence
    left join single
        on
            evidence.platform = single.platform
            and evidence.order_id = single.order_id
            and evidence.line_id = single.line_id
    group by evidence.platform, evidence.order_id, evidence.line_id, evidence.evidence_id

),

stood as (

    select
        signs.platform,
        signs.order_id,
        signs.line_id,
        bool_and(coalesce(signs.is_in_agreement, true)) as is_in_agreement
    from signs
    group by signs.platform, signs.order_id, signs.line_id

),

places as (

    select
        platform,
        order_id,
        line_id,
        {{ joined_texts('area_code') }} as candidate_codes
    from evidence
    group by platform, order_id, line_id

),

final as (

    select
        lines.platform,
        lines.order_id,
        lines.line_id,
        places.candidate_codes,
        decisions.decision_id,
        decisions.decided_code,
        coalesce(decisions.decided_stem, single.stem) as agreed_stem,
        not stood.is_in_agreement as is_contradicted
    from lines
    left join places
        on lines.platform = places.platform and lines.order_id = places.order_id and lines.line_id = places.line_id
    left join decisions
        on
            lines.platform = decisions.platform
            and lines.order_id = decisions.order_id
            and lines.line_id = decisions.line_id
    left join single
        on lines.platform = single.platform and lines.order_id = single.order_id and lines.line_id = single.line_id
    left join stood
        on lines.platform = stood.platform and lines.order_id = stood.order_id and lines.line_id = stood.line_id
    where places.candidate_codes is not null or decisions.decision_id is not null

)

select * from final
