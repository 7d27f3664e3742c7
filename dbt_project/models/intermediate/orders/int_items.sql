-- The newest landed version of each item on offer: what it says where an order's line is silent.
with versions as (

    select * from {{ ref('stg_feeds__items') }}
    where not is_removed

)

select
    platform,
    item_id,
    shop_id,
    merchant_code,
    title,
    platform_category,
    item_origin_text
from versions
qualify row_number() over (
    partition by platform, item_id
    order by modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id
) = 1
