{{ config(materialized='view') }}
-- What hangs on what among the registers: if `register` changes what it says of `key`, all lines of
-- `thing` are concerned, be it a merchant code, a platform's item, a shop. Links of any version count.
with products as (

    select * from {{ ref('int_product_links') }}

),

deliveries as (

    select
        'deliveries' as register,
        delivery_no as key,
        batch_code,
        agreement_no
    from {{ ref('stg_registers__delivery_links') }}
    union all
    select
        'producers' as register,
        producer_code as key,
        batch_code,
        agreement_no
    from {{ ref('stg_registers__delivery_links') }}

),

agreements as (

    select
        'agreements' as register,
        agreement_no as key,
        agreement_no
    from {{ ref('stg_registers__agreement_shops') }}
    union all
    select
        'producers' as register,
        producer_code as key,
        agreement_no
    from {{ ref('stg_registers__agreements') }}
    union all
    select
        register,
        key,
        agreement_no
    from deliveries
    where agreement_no is not null

),

codes as (

    select
        registers.register,
        codes.producer_code as key,
        codes.merchant_code
    from {{ ref('stg_registers__codes') }} as codes
    cross join (values ('producers'), ('capacities')) as registers (register)
    union all
    select
        register,
        key,
        batch_code as merchant_code
    from deliveries
    where batch_code is not null
    union all
    select
        products.register,
        products.key,
        codes.merchant_code
    from {{ ref('stg_registers__codes') }} as codes
    inner join products on codes.product_code = products.product_code
    union all
    select
        products.register,
        products.key,
        boxes.box_code as merchant_code
    from {{ ref('stg_registers__boxes') }} as boxes
    inner join products on boxes.product_code = products.product_code

)

select
    register,
    key,
    'code' as thing,
    merchant_code as key_1,
    cast(null as varchar) as key_2
from codes
union
select
    products.register,
    products.key,
    'item' as thing,
    matches.platform as key_1,
    matches.item_id as key_2
from {{ ref('stg_registers__item_matches') }} as matches
inner join products on matches.product_code = products.product_code
union
select
    agreements.register,
    agreements.key,
    'shop' as thing,
    shops.platform as key_1,
    shops.shop_id as key_2
from {{ ref('stg_registers__agreement_shops') }} as shops
inner join agreements on shops.agreement_no = agreements.agreement_no
