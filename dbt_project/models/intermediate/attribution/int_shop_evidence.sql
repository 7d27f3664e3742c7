{{ config(materialized='view') }}
-- What the register says of where a shop does business: inspected place S1, shop register S2,
-- licence S3 (design, section 4). The ship-from place (S4) is no evidence of its own, see
-- int_ship_from_places.
with shops as (

    select * from {{ ref('stg_registers__shops') }}

),

signs as (

    {% for grade, county, village in [
        ('S1', 'inspected_county_code', "nullif(inspected_village_code, '')"),
        ('S2', 'operating_county_code', "nullif(operating_village_code, '')"),
        ('S3', 'licence_county_code', 'cast(null as varchar)'),
    ] %}
    select
        platform,
        shop_id,
        '{{ grade }}' as grade,
        {{ county }} as evidence_code,
        {{ village }} as village_code,
        valid_from,
        valid_to
    from shops
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from signs
where nullif(evidence_code, '') is not null
