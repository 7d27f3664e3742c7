{{ config(materialized='view') }}
-- O5: an inspected shop or station that sells what its own village grows.
with lines as (

    select * from {{ ref('int_lines') }}

),

shops as (

    select * from {{ ref('stg_registers__shops') }}

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O5' as grade,
    'shops:' || shops.platform || ':' || shops.shop_id || ':O5' as evidence_id,
    cast(null as varchar) as producer_code,
    shops.inspected_county_code as evidence_code,
    nullif(shops.inspected_village_code, '') as village_code,
    1000000 as share_ppm
from lines
inner join shops
    on
        lines.platform = shops.platform
        and lines.shop_id = shops.shop_id
        and {{ in_force('shops', 'lines.booked_on') }}
where (shops.is_own_produce or shops.is_station) and nullif(shops.inspected_county_code, '') is not null
