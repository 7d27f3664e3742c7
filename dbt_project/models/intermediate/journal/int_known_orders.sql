{{ config(materialized='view') }}

-- Every order that any feed has told of, whether it could be read or not.
select
    platform,
    order_id
from {{ ref('stg_feeds__orders') }}
union
select
    platform,
    record_id as order_id
from {{ ref('stg_feeds__quarantine') }}
where kind = 'orders' and record_id is not null
