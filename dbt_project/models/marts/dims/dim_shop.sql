-- Registered shops with the days on which each version of their row is in force, and the county that
-- the register names; open ends are null. Names stay in the register; grain: platform, shop_id, valid_from.
select
    platform,
    shop_id,
    coalesce(
        nullif(inspected_county_code, ''), nullif(operating_county_code, ''), nullif(licence_county_code, '')
    ) as county_code,
    nullif(valid_from, date '0001-01-01') as valid_from,
    nullif(valid_to, date '9999-12-31') as valid_to
from {{ ref('stg_registers__shops') }}
