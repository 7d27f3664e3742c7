{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ forget_other_bases() }}'
) }}
-- depends_on: {{ ref('journal_builds') }}
-- Orders that tries upon this base have changed or were about to change.
-- noqa: disable=layout.indent
with touched as (

    select * from {{ ref('int_touched_orders') }}

),

build as (

    select * from {{ ref('int_build') }}

),

final as (

    select
        build.base_build_id,
        touched.platform,
        touched.order_id
    from touched
    cross join build
    -- a full build is journalled by its own row in journal_builds
    where not build.is_full
    {% if is_incremental() %}
        and not exists (
            select 1
            from {{ this }} as noted
            where
                noted.platform = touched.platform
                and noted.order_id = touched.order_id
                and noted.base_build_id is not distinct from build.base_build_id
        )
    {% endif %}

)

select * from final
