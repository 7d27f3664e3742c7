{#- A measured quantity, a text with three decimals at most, as whole thousandths of its unit. -#}
{% macro thousandths(expression) -%}
    cast(cast(nullif({{ expression }}, '') as decimal(18, 3)) * 1000 as bigint)
{%- endmacro %}
