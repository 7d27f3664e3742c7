-- Shops whose registers name different places, with the best grade among them: nothing is lost silently.
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

compared as (

    select
        *,
        -- ship-from is asked only of shops whose county nobody tells, and a listed warehouse tells nothing
        case
            when
                finest_code like '____00'
                and not exists (
                    select 1
                    from {{ ref('int_warehouse_codes') }} as warehouses
                    where
                        warehouses.county_code = placed.ship_from_county_code
                        and warehouses.valid_from <= placed.valid_from
                        and placed.valid_to <= warehouses.valid_to
                )
                then finest_code
        end as coarse_code
    from (
        select
            *,
            greatest(inspected_county_code, operating_county_code, licence_county_code) as finest_code
        from named
    ) as placed

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
    from compared
    where
        -- places that lie in one another don't contradict, so shared leading digits are compared
        {% for first, second in [
            ('inspected_county_code', 'operating_county_code'),
            ('inspected_county_code', 'licence_county_code'),
            ('operating_county_code', 'licence_county_code'),
            ('coarse_code', 'ship_from_county_code'),
        ] -%}
        {{ 'or ' if not loop.first }}not (
            starts_with({{ first }}, regexp_replace({{ second }}, '(00)+$', ''))
            or starts_with({{ second }}, regexp_replace({{ first }}, '(00)+$', ''))
        )
        {% endfor %}
)

select * from final
