{#-
    Everything that engines spell differently, and nothing else: another engine adds its own
    `<engine>__` twin here and no model changes.
-#}

{#- A relation over a list of Parquet files; `file_column` names each row's file. -#}
{% macro parquet_files(paths, file_column=none) -%}
    {{ return(adapter.dispatch('parquet_files')(paths, file_column)) }}
{%- endmacro %}

{% macro duckdb__parquet_files(paths, file_column) -%}
    {%- set quoted = [] -%}
    {%- for path in paths -%}
        {%- do quoted.append("'" ~ (path | replace("'", "''")) ~ "'") -%}
    {%- endfor -%}
    read_parquet([{{ quoted | join(', ') }}], union_by_name = true
    {%- if file_column %}, filename = '{{ file_column }}'{% endif %})
{%- endmacro %}

{#- Wide enough for fen times fen. -#}
{% macro wide(expression) -%}
    {{ return(adapter.dispatch('wide')(expression)) }}
{%- endmacro %}

{% macro duckdb__wide(expression) -%}
    cast({{ expression }} as hugeint)
{%- endmacro %}

{% macro spark__wide(expression) -%}
    cast({{ expression }} as decimal(38, 0))
{%- endmacro %}

{#- Quotient without its fraction; the divisor is never 0 where this is used. -#}
{% macro whole_quotient(dividend, divisor) -%}
    {{ return(adapter.dispatch('whole_quotient')(dividend, divisor)) }}
{%- endmacro %}

{% macro duckdb__whole_quotient(dividend, divisor) -%}
    ({{ dividend }}) // ({{ divisor }})
{%- endmacro %}

{% macro spark__whole_quotient(dividend, divisor) -%}
    ({{ dividend }}) div ({{ divisor }})
{%- endmacro %}

{#- First day of the month of a day or a moment. -#}
{% macro month_of(expression) -%}
    cast(date_trunc('month', {{ expression }}) as date)
{%- endmacro %}

{#- The day one month (or year) later, as a date. -#}
{% macro add_months(expression, count) -%}
    {{ return(adapter.dispatch('add_months')(expression, count)) }}
{%- endmacro %}

{% macro duckdb__add_months(expression, count) -%}
    cast({{ expression }} + interval ({{ count }}) month as date)
{%- endmacro %}

{% macro spark__add_months(expression, count) -%}
    add_months({{ expression }}, {{ count }})
{%- endmacro %}

{#- One row for each part of a text that is joined by '|'. -#}
{% macro parts_of(expression) -%}
    {{ return(adapter.dispatch('parts_of')(expression)) }}
{%- endmacro %}

{% macro duckdb__parts_of(expression) -%}
    unnest(string_split({{ expression }}, '|'))
{%- endmacro %}

{% macro spark__parts_of(expression) -%}
    explode(split({{ expression }}, '[|]'))
{%- endmacro %}

{#- The days start <= day < end, one row each. -#}
{% macro days_between(start_on, end_on) -%}
    {{ return(adapter.dispatch('days_between')(start_on, end_on)) }}
{%- endmacro %}

{% macro duckdb__days_between(start_on, end_on) -%}
    unnest(range({{ start_on }}, {{ end_on }}, interval 1 day))
{%- endmacro %}

{% macro spark__days_between(start_on, end_on) -%}
    explode(sequence({{ start_on }}, date_sub({{ end_on }}, 1)))
{%- endmacro %}

{#- The distinct texts of a group in order, joined by '|'. -#}
{% macro joined_texts(expression) -%}
    {{ return(adapter.dispatch('joined_texts')(expression)) }}
{%- endmacro %}

{% macro duckdb__joined_texts(expression) -%}
    string_agg(distinct {{ expression }}, '|' order by {{ expression }})
{%- endmacro %}

{% macro spark__joined_texts(expression) -%}
    array_join(array_sort(collect_set({{ expression }})), '|')
{%- endmacro %}

{#- Whole minutes that have passed from one moment to a later one. -#}
{% macro minutes_between(start_at, end_at) -%}
    {{ return(adapter.dispatch('minutes_between')(start_at, end_at)) }}
{%- endmacro %}

{% macro duckdb__minutes_between(start_at, end_at) -%}
    datesub('minute', {{ start_at }}, {{ end_at }})
{%- endmacro %}

{% macro spark__minutes_between(start_at, end_at) -%}
    timestampdiff(minute, {{ start_at }}, {{ end_at }})
{%- endmacro %}
