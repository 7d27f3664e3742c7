{#-
    By what the register of matches names the goods of a line: the platform's item, or, where a file
    tells none, the shop and the title as everybody would write it. Other shops' titles are other
    goods. orchestration/match_keys.py says the same to the commands.
-#}
{% macro match_key(item_id, shop_id, title) -%}
    coalesce(
        nullif({{ item_id }}, ''),
        '标题:' || {{ shop_id }} || ':' || nullif(lower(replace(replace({{ title }}, ' ', ''), '　', '')), '')
    )
{%- endmacro %}
