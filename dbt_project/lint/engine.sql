{#- The DuckDB spelling of macros/engine.sql for sqlfluff, whose templater has no adapter to dispatch with. -#}
{% macro parquet_files(paths, file_column=none) -%}read_parquet([]){%- endmacro %}
{% macro wide(expression) -%}cast({{ expression }} as hugeint){%- endmacro %}
{% macro whole_quotient(dividend, divisor) -%}({{ dividend }}) // ({{ divisor }}){%- endmacro %}
{% macro month_of(expression) -%}cast(date_trunc('month', {{ expression }}) as date){%- endmacro %}
{% macro add_months(expression, count) -%}cast({{ expression }} + interval 1 month as date){%- endmacro %}
{% macro parts_of(expression) -%}unnest(string_split({{ expression }}, '|')){%- endmacro %}
{% macro days_between(start_on, end_on) -%}unnest(range(start_on, end_on)){%- endmacro %}
{% macro joined_texts(expression) -%}string_agg({{ expression }}, '|'){%- endmacro %}
{% macro minutes_between(start_at, end_at) -%}datesub('minute', {{ start_at }}, {{ end_at }}){%- endmacro %}
