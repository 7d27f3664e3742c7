-- Counties that a title names, for lines without any better sign (O6): candidates, never counted.
with lines as (

    select * from {{ ref('int_lines') }}
    where title is not null

),

verdicts as (

    select * from {{ ref('int_origin_verdicts') }}

),

silent as (

    select lines.*
    from lines
    where
        not exists (
            select 1
            from verdicts
            where
                verdicts.platform = lines.platform
                and verdicts.order_id = lines.order_id
                and verdicts.line_id = lines.line_id
        )

),

titles as (

    select distinct title from silent

),

names as (

    select distinct
        regions.region_code,
        regions.short_name as place_name
    from {{ ref('stg_registers__regions') }} as regions
    inner join {{ ref('int_build') }} as build on left(regions.region_code, 2) = build.province_stem
    where regions.level in ('county', 'prefecture') and length(regions.short_name) >= 2

),

found as (

    select
        titles.title,
        {{ joined_texts('names.region_code') }} as candidate_codes
    from titles
    inner join names on contains(titles.title, names.place_name)
    group by titles.title

),

final as (

    select
        silent.platform,
        silent.order_id,
        silent.line_id,
        'title:' || found.candidate_codes as evidence_id
    from silent
    inner join found on silent.title = found.title

)

select * from final
