{#-
    By what the register of matches names the goods of a line: the platform's item, or, where a file
    tells none, the shop with the code that it typed, or without a code with its title. What another
    shop types is other goods. orchestration/match_keys.py says the same to the commands.
-#}
{% macro match_key(item_id, shop_id, merchant_code, title) -%}
    coalesce(
        nullif({{ item_id }}, ''),
        '编码:' || {{ shop_id }} || ':' || {{ unspaced(merchant_code) }},
        '标题:' || {{ shop_id }} || ':' || {{ unspaced(title) }}
    )
{%- endmacro %}

{#- A text in small letters without blanks; null where nothing is left. -#}
{% macro unspaced(text) -%}
    nullif(lower(replace(replace({{ text }}, ' ', ''), '　', '')), '')
{%- endmacro %}
