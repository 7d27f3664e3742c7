{%- set areas = {
    'leaf': 'origin_leaf, origin_county_code, origin_prefecture_code, origin_village_code',
    'county': 'origin_leaf, origin_county_code, origin_prefecture_code',
    'prefecture': "origin_leaf in ('county', 'prefecture_rest'), origin_prefecture_code",
    'province': "origin_leaf in ('county', 'prefecture_rest', 'province_rest')",
} -%}
-- Payments of lines with several shares, and whether each share is its line's first in its area: a
-- line counts once in each area, however many shares it has there.
with shares as (

    select * from {{ ref('int_share_places') }}
    where is_payment

),

parted_lines as (

    select distinct
        platform,
        order_id,
        line_id
    from shares
    where share_no > 1

)

select
    shares.platform,
    shares.order_id,
    shares.line_id,
    {%- for name, columns in areas.items() %}
    cast(
        row_number() over (
            partition by shares.platform, shares.order_id, shares.line_id, {{ columns }}
            order by shares.share_no
        ) = 1 as bigint
    ) as {{ name }}_line_count,
    {%- endfor %}
    shares.share_no
from shares
inner join parted_lines
    on
        shares.platform = parted_lines.platform
        and shares.order_id = parted_lines.order_id
        and shares.line_id = parted_lines.line_id
