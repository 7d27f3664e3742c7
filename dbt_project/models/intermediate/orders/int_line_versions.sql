{{ config(materialized='view') }}

select * from {{ ref('stg_taobao__lines') }}
union all
select * from {{ ref('stg_jd__lines') }}
