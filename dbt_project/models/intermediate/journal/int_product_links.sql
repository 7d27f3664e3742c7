{{ config(materialized='view') }}
-- Which products are concerned if `register` changes what it says of `key`.
with goods as (

    select product_code from {{ ref('stg_registers__codes') }}
    union
    select product_code from {{ ref('stg_registers__item_matches') }}
    union
    select product_code from {{ ref('stg_registers__boxes') }}

)

-- by what names it, so that a product that is stated no more is found too
select
    registers.register,
    goods.product_code as key,
    goods.product_code
from goods
cross join (values ('products'), ('brand_users')) as registers (register)
where nullif(goods.product_code, '') is not null
union all
-- a product's place may be its producer's
select
    'producers' as register,
    producer_code as key,
    product_code
from {{ ref('stg_registers__products') }}
where nullif(producer_code, '') is not null
union all
-- or that of who may use a brand for it
select
    'producers' as register,
    producer_code as key,
    product_code
from {{ ref('stg_registers__brand_users') }}
union all
-- or that of who holds a certificate of it
select
    'producers' as register,
    producer_code as key,
    product_code
from {{ ref('stg_registers__certificate_links') }}
where producer_code is not null and product_code is not null
union all
select
    'certificates' as register,
    certificate_no as key,
    product_code
from {{ ref('stg_registers__certificate_links') }}
where product_code is not null
