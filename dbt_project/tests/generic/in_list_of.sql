{#- Values that a fixed vocabulary does not know; null is not a value. -#}
{% test in_list_of(model, column_name, values) %}
    select {{ column_name }}, count(*) as row_count
    from {{ model }}
    where {{ column_name }} not in ('{{ values | join("', '") }}')
    group by {{ column_name }}
{% endtest %}
