-- Shops whose registers name different places, with the grade that stood: nothing is lost silently.
-- noqa: disable=layout.indent
with shops as (

    select * from {{ ref('stg_registers__shops') }}

),

named as (

    select
        platform,
        shop_id,
        nullif(inspected_county_code, '') as inspected_county_code,
        nullif(operating_county_code, '') as operating_county_code,
        nullif(licence_county_code, '') as licence_county_code,
        nullif(ship_from_county_code, '') as ship_from_county_code,
        valid_from,
        valid_to
    from shops

),

final as (

    select
        platform,
        shop_id,
        case
            when inspected_county_code is not null then 'S1'
            when operating_county_code is not null then 'S2'
            when licence_county_code is not null then 'S3'
            else 'SU'
        end as seller_grade,
        inspected_county_code,
        operating_county_code,
        licence_county_code,
        ship_from_county_code,
        nullif(valid_from, date '0001-01-01') as valid_from,
        nullif(valid_to, date '9999-12-31') as valid_to
    from named
    where
        -- places that lie in one another don't contradict, so shared leading digits are compared
        {% for first, second in [
            ('inspected_county_code', 'operating_county_code'),
            ('inspected_county_code', 'licence_county_code'),
            ('operating_county_code', 'licence_county_code'),
        ] -%}
        {{ 'or ' if not loop.first }}not (
            starts_with({{ first }}, regexp_replace({{ second }}, '(00)+$', ''))
            or starts_with({{ second }}, regexp_replace({{ first }}, '(00)+$', ''))
        )
        {% endfor %}
)

select * from final
