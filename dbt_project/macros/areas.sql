{#- The leaf of the tree of areas that a place falls into; `status` may say that there is no place. -#}
{% macro leaf_level(area_code, level, status) -%}
    case
        when {{ status }} = 'pending' then 'pending'
        when {{ status }} in ('unknown', 'candidate') or {{ area_code }} is null then 'unattributed'
        when not starts_with({{ area_code }}, build.province_stem) then 'outside'
        when {{ level }} = 'county' then 'county'
        when {{ level }} = 'prefecture' then 'prefecture_rest'
        else 'province_rest'
    end
{%- endmacro %}

{#-
    The areas that a leaf counts in: (area_level, code column, leaves, suffix of its local columns).
    province + outside + unattributed + pending is everything; the counties and the rest of a
    prefecture are the prefecture; so down to the villages of a county, on the origin axis.
-#}
{% macro area_levels() -%}
    {{ return([
        ('province', 'province_code', ['county', 'prefecture_rest', 'province_rest'], 'province'),
        ('prefecture', 'prefecture_code', ['county', 'prefecture_rest'], 'prefecture'),
        ('county', 'county_code', ['county'], 'county'),
        ('prefecture_rest', 'prefecture_code', ['prefecture_rest'], 'prefecture'),
        ('province_rest', 'province_code', ['province_rest'], 'province'),
        ('outside', 'province_code', ['outside'], none),
        ('unattributed', 'province_code', ['unattributed'], none),
        ('pending', 'province_code', ['pending'], none),
    ]) }}
{%- endmacro %}
