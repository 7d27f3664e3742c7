{{ config(materialized='view') }}

select * from {{ ref('stg_taobao__orders') }}
union all
select * from {{ ref('stg_jd__orders') }}
