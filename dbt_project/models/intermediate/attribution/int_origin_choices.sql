-- The sign that stands for each touched sale line: among those that agree, the finest reach wins
-- (design, section 4). is_open marks lines that a person has to judge.
with compared as (

    select
        evidence.*,
        verdicts.decision_id,
        verdicts.is_contradicted,
        verdicts.agreed_stem is null
        or starts_with(verdicts.agreed_stem, evidence.stem)
        or starts_with(evidence.stem, verdicts.agreed_stem) as is_in_agreement,
        excess.line_id is not null as is_beyond_yield,
        -- an attribute names one place of what is mixed; a decision speaks of the whole line
        coalesce(evidence.is_content, false) and verdicts.decision_id is null as is_open_content
    from {{ ref('int_origin_evidence') }} as evidence
    inner join {{ ref('int_origin_verdicts') }} as verdicts
        on
            evidence.platform = verdicts.platform
            and evidence.order_id = verdicts.order_id
            and evidence.line_id = verdicts.line_id
    left join {{ ref('int_capacity_excess') }} as excess
        on
            evidence.platform = excess.platform
            and evidence.order_id = excess.order_id
            and evidence.line_id = excess.line_id
    -- a decision names a county: what is coarser adds nothing to it, and goods beyond what their
    -- household yields fall to that county, to no household or village
    where verdicts.decision_id is null or (evidence.reach > 0 and excess.line_id is null)

),

-- of shares by agreement all have to agree, else the line's own signs go before them; what a box or batch
-- holds stands against other signs if any part of it agrees with them (int_origin_verdicts)
agreeing as (

    select *
    from compared
    where
        (is_in_agreement or is_open_content)
        and not exists (
            select 1
            from compared as others
            where
                not others.is_in_agreement
                and not others.is_open_content
                and (others.grade = 'O2' or coalesce(others.is_content, false))
                and others.platform = compared.platform
                and others.order_id = compared.order_id
                and others.line_id = compared.line_id
                and others.evidence_id = compared.evidence_id
        )

),

chosen as (

    select * from agreeing
    qualify evidence_id = first_value(evidence_id) over (
        partition by platform, order_id, line_id
        order by is_open_content desc, reach desc, length(stem) desc, grade, evidence_id
    )

),

several_places as (

    select
        platform,
        order_id,
        line_id
    from chosen
    where is_choice and grade != 'O2' and not coalesce(is_content, false)
    group by platform, order_id, line_id
    having min(stem) != max(stem)

),

judged as (

    select
        chosen.platform,
        chosen.order_id,
        chosen.line_id,
        chosen.grade,
        chosen.evidence_id,
        chosen.household_code,
        chosen.share_ppm,
        coalesce(chosen.is_content, false) as is_content,
        chosen.area_code,
        chosen.county_code,
        chosen.village_code,
        case
            when chosen.grade = 'O2' then 'estimated'
            else 'certain'
        end as status,
        chosen.decision_id is null
        and (
            chosen.is_contradicted
            or several_places.line_id is not null
            or (chosen.grade = 'O1' and chosen.is_beyond_yield)
        ) as is_open
    from chosen
    left join several_places
        on
            chosen.platform = several_places.platform
            and chosen.order_id = several_places.order_id
            and chosen.line_id = several_places.line_id

)

select * from judged
