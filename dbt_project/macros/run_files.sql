{#- Reads what orchestration wrote for this run; rendered when the run starts, never when parsing. -#}
{% macro read_run_files() -%}
    create schema if not exists run;
    {%- for name in ['run', 'batches', 'batch_shops', 'batch_tables'] %}
    create or replace table run.{{ name }} as
    select * from {{ parquet_files([env_var('SHANHUO_HOME') ~ '/warehouse/run/' ~ name ~ '.parquet']) }};
    {%- endfor %}
{%- endmacro %}
