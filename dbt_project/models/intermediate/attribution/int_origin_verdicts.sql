-- What the signs of a line say together: the county they agree on, or that they don't. Two counties
-- above O6 leave the line open until the decisions register settles it.
with evidence as (

    select * from {{ ref('int_origin_evidence') }}

),

decisions as (

    select * from {{ ref('int_origin_decisions') }}

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

compared as (

    select
        evidence.platform,
        evidence.order_id,
        evidence.line_id,
        evidence.evidence_id,
        evidence.area_code,
        evidence.is_choice,
        single.stem as single_stem,
        starts_with(single.stem, evidence.stem) or starts_with(evidence.stem, single.stem) as is_in_agreement
    from evidence
    left join single
        on
            evidence.platform = single.platform
            and evidence.order_id = single.order_id
            and evidence.line_id = single.line_id

),

-- a sign that names several places agrees by any of them
contradicted_by_choice as (

    select distinct
        platform,
        order_id,
        line_id
    from (
        select
            platform,
            order_id,
            line_id
        from compared
        where is_choice
        group by platform, order_id, line_id, evidence_id
        having not bool_or(is_in_agreement)
    ) as disagreeing

),

signed as (

    select
        platform,
        order_id,
        line_id,
        max(single_stem) as single_stem,
        {{ joined_texts('area_code') }} as candidate_codes,
        coalesce(bool_or(not is_choice and not is_in_agreement), false) as is_contradicted
    from compared
    group by platform, order_id, line_id

),

final as (

    select
        coalesce(signed.platform, decisions.platform) as platform,
        coalesce(signed.order_id, decisions.order_id) as order_id,
        coalesce(signed.line_id, decisions.line_id) as line_id,
        signed.candidate_codes,
        decisions.decision_id,
        decisions.decided_code,
        coalesce(decisions.decided_stem, signed.single_stem) as agreed_stem,
        signed.is_contradicted or contradicted_by_choice.line_id is not null as is_contradicted
    from signed
    full outer join decisions
        on
            signed.platform = decisions.platform
            and signed.order_id = decisions.order_id
            and signed.line_id = decisions.line_id
    left join contradicted_by_choice
        on
            signed.platform = contradicted_by_choice.platform
            and signed.order_id = contradicted_by_choice.order_id
            and signed.line_id = contradicted_by_choice.line_id

)

select * from final
