-- Shops whose registers name different places, with the best grade among them and the payments that
-- hang on it: nothing is lost silently.
-- noqa: disable=layout.indent
with named as (

    select
        platform,
        shop_id,
        nullif(inspected_county_code, '') as inspected_county_code,
        nullif(operating_county_code, '') as operating_county_code,
        nullif(licence_county_code, '') as licence_county_code,
        nullif(ship_from_county_code, '') as ship_from_county_code,
        valid_from,
        valid_to
    from {{ ref('stg_registers__shops') }}

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

sales as (

    select
        platform,
        shop_id,
        booked_on,
        sum(paid_fen) as gross_fen
    from {{ ref('fct_lines') }}
    group by platform, shop_id, booked_on

),

contradicted as (

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
        valid_from,
        valid_to
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

),

final as (

    select
        contradicted.platform,
        contradicted.shop_id,
        contradicted.seller_grade,
        contradicted.inspected_county_code,
        contradicted.operating_county_code,
        contradicted.licence_county_code,
        contradicted.ship_from_county_code,
        cast(coalesce(sum(sales.gross_fen), 0) as bigint) as gross_fen,
        nullif(contradicted.valid_from, date '0001-01-01') as valid_from,
        nullif(contradicted.valid_to, date '9999-12-31') as valid_to
    from contradicted
    left join sales
        on
            contradicted.platform = sales.platform
            and contradicted.shop_id = sales.shop_id
            and {{ in_force('contradicted', 'sales.booked_on') }}
    group by
        contradicted.platform, contradicted.shop_id, contradicted.seller_grade,
        contradicted.inspected_county_code, contradicted.operating_county_code,
        contradicted.licence_county_code, contradicted.ship_from_county_code,
        contradicted.valid_from, contradicted.valid_to

)

select * from final
