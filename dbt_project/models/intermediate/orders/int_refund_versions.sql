{{ config(materialized='view') }}

select * from {{ ref('stg_taobao__refunds') }}
union all
select * from {{ ref('stg_jd__refunds') }}
