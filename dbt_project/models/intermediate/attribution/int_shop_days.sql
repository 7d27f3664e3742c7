-- The days on which each shop sold, among the lines of this build.
select distinct
    platform,
    shop_id,
    booked_on
from {{ ref('int_lines') }}
