{#-
    The journal of touched orders and days (design, section 4): what a build is about to change is
    written down before the first published model changes, and stays until another build is the base.
    The journal and the published models outlive a run, so models read them by name: a ref would be a circle.
-#}

{% macro persistent_models() -%}
    {{ return([
        'fct_orders', 'fct_lines', 'fct_refunds', 'fct_origin', 'fct_origin_refunds', 'fct_pending',
        'mart_sales_area_day', 'mart_sales_area_month',
    ]) }}
{%- endmacro %}

{#- A relation left by an earlier run, or none. -#}
{% macro earlier(schema, name) -%}
    {{ return(adapter.get_relation(database=target.database, schema=schema, identifier=name) if execute else none) }}
{%- endmacro %}

{#- True when every persistent relation is there from an earlier run and not dropped by this one. -#}
{% macro has_earlier_build() -%}
    {%- if not execute or flags.FULL_REFRESH or not earlier('intermediate', 'journal_builds') -%}
        {{ return(false) }}
    {%- endif -%}
    {%- for name in persistent_models() if not earlier('marts', name) -%}
        {{ return(false) }}
    {%- endfor -%}
    {{ return(true) }}
{%- endmacro %}

{#- Pre-hooks: what this build is about to insert again goes first, in the same transaction. -#}
{% macro delete_touched_orders() -%}
    {#- named before the condition, so that parsing sees what this depends on -#}
    {%- set build, touched = ref('int_build'), ref('int_touched_orders') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            exists (select 1 from {{ build }} where is_full)
            or (platform, order_id) in (select (platform, order_id) from {{ touched }})
    {%- endif -%}
{%- endmacro %}

{% macro delete_touched_days(column) -%}
    {#- named before the condition, so that parsing sees what this depends on -#}
    {%- set build, touched = ref('int_build'), ref('journal_days') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            exists (select 1 from {{ build }} where is_full)
            or {{ column }} in (select touched_on from {{ touched }})
    {%- endif -%}
{%- endmacro %}

{% macro delete_touched_months(column) -%}
    {#- named before the condition, so that parsing sees what this depends on -#}
    {%- set build, touched = ref('int_build'), ref('journal_days') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            exists (select 1 from {{ build }} where is_full)
            or {{ column }} in (select {{ month_of('touched_on') }} from {{ touched }})
    {%- endif -%}
{%- endmacro %}

{#- A build on another base starts the journal anew: its base holds all that came before. -#}
{% macro forget_other_bases() -%}
    {%- set build = ref('int_build') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where base_build_id is distinct from (select base_build_id from {{ build }})
    {%- endif -%}
{%- endmacro %}
