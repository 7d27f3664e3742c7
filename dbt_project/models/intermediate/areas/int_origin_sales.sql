{{ config(materialized='view') }}
-- Payments and refunds of touched days by the leaf of the origin axis, a row a share.
with shares as (

    select * from {{ ref('int_share_places') }}

),

repeats as (

    select * from {{ ref('int_share_repeats') }}

)

select
    shares.platform,
    shares.goods_class,
    shares.flow,
    shares.origin_leaf as leaf,
    shares.origin_county_code as county_code,
    case
        when shares.origin_leaf in ('county', 'prefecture_rest') then shares.origin_prefecture_code
    end as prefecture_code,
    shares.origin_village_code as village_code,
    shares.gross_fen,
    shares.refund_fen,
    case when shares.origin_status = 'estimated' then shares.gross_fen else 0 end as estimated_gross_fen,
    case when shares.origin_status = 'estimated' then shares.refund_fen else 0 end as estimated_refund_fen,
    {%- for name in ['leaf', 'county', 'prefecture', 'province'] %}
    case
        when shares.is_payment then coalesce(repeats.{{ name }}_line_count, 1)
        else 0
    end as {{ name }}_line_count,
    {%- endfor %}
    shares.sale_on
from shares
left join repeats
    on
        shares.platform = repeats.platform
        and shares.order_id = repeats.order_id
        and shares.line_id = repeats.line_id
        and shares.share_no = repeats.share_no
