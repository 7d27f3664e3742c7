{{ config(materialized='view') }}
-- Payments and refunds of the counties that reporting units take something out of, by unit: a town
-- that is named goes with its unit, the rest with the county. Where a county is split and the village
-- is not known, the money stays with the county and is told apart: not separable.
{%- set columns = ['platform', 'order_id', 'line_id', 'goods_class', 'flow', 'booked_on'] %}
with counties as (

    select * from {{ ref('int_unit_days') }}

),

-- most lines are of other counties: what follows looks at these alone
concerned as (

    select distinct county_code from counties

),

lines as (

    select * from {{ ref('fct_lines') }}

),

seller_lines as (

    select lines.*
    from lines
    inner join concerned on lines.seller_county_code = concerned.county_code
    where lines.seller_status = 'county'

),

placed as (

    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        'seller' as axis,
        seller_county_code as county_code,
        seller_village_code as village_code,
        paid_fen as gross_fen,
        cast(0 as bigint) as refund_fen,
        booked_on as sale_on
    from seller_lines
    union all
    select
        {%- for column in columns %}
        lines.{{ column }},
        {%- endfor %}
        'seller' as axis,
        lines.seller_county_code as county_code,
        lines.seller_village_code as village_code,
        cast(0 as bigint) as gross_fen,
        refunds.amount_fen as refund_fen,
        cast(refunds.refund_booked_at as date) as sale_on
    from {{ ref('fct_refunds') }} as refunds
    inner join seller_lines as lines
        on
            refunds.platform = lines.platform
            and refunds.order_id = lines.order_id
            and refunds.line_id = lines.line_id
    {%- for relation, gross, refund, sale_on in [
        ('fct_origin', 'shares.paid_fen', '0', 'lines.booked_on'),
        ('fct_origin_refunds', '0', 'shares.amount_fen', 'coalesce(shares.succeeded_on, lines.booked_on)'),
    ] %}
    union all
    select
        {%- for column in columns %}
        lines.{{ column }},
        {%- endfor %}
        'origin' as axis,
        shares.area_code as county_code,
        -- an estimate (推算) is in no village's total
        case when shares.origin_status = 'certain' then shares.village_code end as village_code,
        cast({{ gross }} as bigint) as gross_fen,
        cast({{ refund }} as bigint) as refund_fen,
        {{ sale_on }} as sale_on
    from {{ ref(relation) }} as shares
    inner join concerned on shares.area_code = concerned.county_code
    inner join lines
        on
            shares.platform = lines.platform
            and shares.order_id = lines.order_id
            and shares.line_id = lines.line_id
    where shares.origin_status in ('certain', 'estimated')
    {%- endfor %}

)

select
    placed.axis,
    counties.unit_level,
    coalesce(towns.unit_code, counties.unit_code) as unit_code,
    case when towns.unit_code is null then counties.unit_name else towns.unit_name end as unit_name,
    placed.county_code,
    case
        when towns.unit_code is not null then 'town'
        when not counties.is_split then 'county'
        when placed.village_code is null then 'not_separable'
        else 'rest'
    end as part,
    placed.platform,
    placed.goods_class,
    placed.flow,
    placed.order_id,
    placed.line_id,
    placed.gross_fen,
    placed.refund_fen,
    placed.sale_on
from placed
inner join counties
    on placed.county_code = counties.county_code and placed.booked_on = counties.booked_on
left join {{ ref('stg_registers__reporting_units') }} as towns
    on
        counties.unit_level = towns.unit_level
        and left(placed.village_code, 9) = towns.area_code
        and {{ in_force('towns', 'placed.booked_on') }}
