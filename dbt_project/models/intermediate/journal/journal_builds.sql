{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}
-- One row a run, written before the first published model changes.
select
    build_no,
    build_id,
    base_build_id,
    as_of,
    is_full
from {{ ref('int_build') }}
