-- The region that a code stands for on a day, with the prefecture and province above it, so that a
-- reader of lines finds the area that a figure counts them in; grain: evidence_code, valid_from.
select
    evidence_code,
    region_code,
    level,
    prefecture_code,
    province_code,
    valid_from,
    valid_to
from {{ ref('int_region_days') }}
