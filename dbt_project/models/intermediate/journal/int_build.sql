-- What this run must do: all orders again, or only those touched since the base build.
-- The warehouse is a base only if it holds exactly the base build and unfinished tries upon it.
with run as (

    select * from {{ ref('stg_run') }}

),

journal as (

    {% if has_earlier_build() %}
    select * from {{ earlier('intermediate', 'journal_builds') }}
    {% else %}
    select
        cast(null as bigint) as build_no,
        cast(null as varchar) as build_id,
        cast(null as varchar) as base_build_id,
        cast(null as timestamp) as as_of,
        cast(null as boolean) as is_full
    where false
    {% endif %}

),

base as (

    select
        journal.build_no,
        journal.as_of
    from journal
    inner join run on journal.build_id = run.base_build_id
    qualify row_number() over (order by journal.build_no desc) = 1

),

strangers as (

    select count(*) as stranger_count
    from journal
    cross join run
    cross join base
    where
        journal.build_no > base.build_no
        and (journal.base_build_id is distinct from run.base_build_id or journal.is_full)

),

final as (

    select
        (select coalesce(max(journal.build_no), 0) + 1 from journal) as build_no,
        run.build_id,
        run.base_build_id,
        run.as_of,
        run.programme,
        run.province_code,
        left(run.province_code, 2) as province_stem,
        base.as_of as base_as_of,
        run.is_full_refresh or base.build_no is null or strangers.stranger_count > 0 as is_full
    from run
    cross join strangers
    left join base on true

)

select * from final
