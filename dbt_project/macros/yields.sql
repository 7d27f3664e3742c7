{#-
    Whose goods of one year a capacity limits: the producer's of that product, whichever code stands
    on the line, so that a code that replaces another grants nothing anew. A code without a producer
    stands for itself. `codes` is the alias of rows of the register of codes.
-#}
{% macro yield_key(codes) -%}
    coalesce(nullif({{ codes }}.producer_code, ''), {{ codes }}.merchant_code)
    || '/' || coalesce({{ codes }}.product_code, '')
{%- endmacro %}
