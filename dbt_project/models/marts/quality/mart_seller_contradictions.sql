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

pairs as (

    {% for first, second in [
        ('inspected_county_code', 'operating_county_code'),
        ('inspected_county_code', 'licence_county_code'),
        ('operating_county_code', 'licence_county_code'),
        ('coarse_code', 'ship_from_county_code'),
    ] -%}
    {{ 'union all' if not loop.first }} select *, {{ first }} as first_code, {{ second }} as second_code from compared
    {% endfor %}

),

-- Places that do not lie in one another on a day when both codes are in force: a renamed one is the other on
-- every such day. A code that no region bears stands for its digits.
contradicted as (

    select distinct
        pairs.platform,
        pairs.shop_id,
        case
            when pairs.inspected_county_code is not null then 'S1'
            when pairs.operating_county_code is not null then 'S2'
            when pairs.licence_county_code is not null then 'S3'
            else 'SU'
        end as seller_grade,
        pairs.inspected_county_code,
        pairs.operating_county_code,
        pairs.licence_county_code,
        pairs.ship_from_county_code,
        pairs.valid_from,
        pairs.valid_to
    from pairs
    left join {{ ref('int_region_days') }} as one
        on pairs.first_code = one.evidence_code and pairs.valid_to > one.valid_from and pairs.valid_from < one.valid_to
    left join {{ ref('int_region_days') }} as two
        on
            pairs.second_code = two.evidence_code
            and pairs.valid_to > two.valid_from and pairs.valid_from < two.valid_to
            and (one.stem is null or (one.valid_to > two.valid_from and one.valid_from < two.valid_to))
    {%- set first = "coalesce(one.stem, regexp_replace(pairs.first_code, '(00)+$', ''))" %}
    {%- set second = "coalesce(two.stem, regexp_replace(pairs.second_code, '(00)+$', ''))" %}
    where
        not (starts_with({{ first }}, {{ second }}) or starts_with({{ second }}, {{ first }}))
        and (one.stem is not null or pairs.first_code not in (select evidence_code from {{ ref('int_region_days') }}))
        and (two.stem is not null or pairs.second_code not in (select evidence_code from {{ ref('int_region_days') }}))

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
        cast(coalesce(sum(sales.paid_fen), 0) as bigint) as gross_fen,
        nullif(contradicted.valid_from, date '0001-01-01') as valid_from,
        nullif(contradicted.valid_to, date '9999-12-31') as valid_to
    from contradicted
    left join {{ ref('fct_lines') }} as sales
        on
            contradicted.platform = sales.platform
            and contradicted.shop_id = sales.shop_id
            and {{ in_force('contradicted', 'sales.booked_on') }}
    group by
        contradicted.platform, contradicted.shop_id, contradicted.seller_grade, contradicted.inspected_county_code,
        contradicted.operating_county_code, contradicted.licence_county_code, contradicted.ship_from_county_code,
        contradicted.valid_from, contradicted.valid_to
)

select * from final
