-- The sign that stands for each touched sale line: among those that agree, the finest reach wins
-- (design, section 4). is_open marks lines that a person has to judge.
with verdicts as (

    select * from {{ ref('int_origin_verdicts') }}

),

compared as (

    select
        evidence.*,
        verdicts.decision_id,
        verdicts.agreed_stem is null
        or starts_with(verdicts.agreed_stem, evidence.stem)
        or starts_with(evidence.stem, verdicts.agreed_stem) as is_in_agreement
    from {{ ref('int_origin_evidence') }} as evidence
    inner join verdicts
        on
            evidence.platform = verdicts.platform
            and evidence.order_id = verdicts.order_id
            and evidence.line_id = verdicts.line_id

),

-- of shares by agreement all have to agree, else the line's own signs go before them;
-- a decision names a county, and what is coarser adds nothing to it
agreeing as (

    select *
    from compared
    where decision_id is null or reach > 0
    qualify
        is_in_agreement
        and (
            grade != 'O2'
            or bool_and(is_in_agreement) over (partition by platform, order_id, line_id, evidence_id)
        )

),

winners as (

    select * from agreeing
    qualify dense_rank() over (
        partition by platform, order_id, line_id
        order by reach desc, length(stem) desc, grade, evidence_id
    ) = 1

),

chosen as (

    select
        agreeing.*,
        min(agreeing.stem) over (partition by agreeing.platform, agreeing.order_id, agreeing.line_id)
        != max(agreeing.stem) over (
            partition by agreeing.platform, agreeing.order_id, agreeing.line_id
        ) as has_several_places
    from agreeing
    where
        exists (
            select 1
            from winners
            where
                winners.platform = agreeing.platform
                and winners.order_id = agreeing.order_id
                and winners.line_id = agreeing.line_id
                and winners.evidence_id = agreeing.evidence_id
        )

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
        chosen.area_code,
        chosen.county_code,
        chosen.village_code,
        case
            when chosen.grade = 'O2' then 'estimated'
            else 'certain'
        end as status,
        chosen.decision_id is null
        and (
            verdicts.is_contradicted
            or (chosen.has_several_places and chosen.grade != 'O2')
            or excess.line_id is not null
        ) as is_open
    from chosen
    inner join verdicts
        on
            chosen.platform = verdicts.platform
            and chosen.order_id = verdicts.order_id
            and chosen.line_id = verdicts.line_id
    left join {{ ref('int_capacity_excess') }} as excess
        on
            chosen.grade = 'O1'
            and chosen.platform = excess.platform
            and chosen.order_id = excess.order_id
            and chosen.line_id = excess.line_id

)

select * from judged
