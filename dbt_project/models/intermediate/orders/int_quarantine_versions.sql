{{ config(materialized='view') }}

select * from {{ ref('stg_taobao__quarantine') }}
union all
select * from {{ ref('stg_jd__quarantine') }}
