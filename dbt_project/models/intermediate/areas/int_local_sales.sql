{{ config(materialized='view') }}
-- What of the sales of touched days comes from the seller's own county, prefecture or province
-- (其中本地产), by the leaf of the seller axis.
with shares as (

    select * from {{ ref('int_share_places') }}
    where is_local_to_county or is_local_to_prefecture or is_local_to_province

)

select
    platform,
    goods_class,
    flow,
    seller_leaf as leaf,
    seller_county_code as county_code,
    seller_prefecture_code as prefecture_code,
    {%- for level in ['county', 'prefecture', 'province'] %}
    case when is_local_to_{{ level }} then gross_fen else 0 end as {{ level }}_local_gross_fen,
    case when is_local_to_{{ level }} then refund_fen else 0 end as {{ level }}_local_refund_fen,
    {%- endfor %}
    sale_on
from shares
