{{ config(materialized='view') }}
-- O4: the platform's item attribute 产地. A text may name one place under codes of several days, so
-- its codes are read by the booking day before they become signs.
with lines as (

    select * from {{ ref('int_lines') }}
    where item_origin_text is not null

),

text_days as (

    select distinct
        item_origin_text,
        booked_on
    from lines

),

places as (

    select distinct
        text_days.item_origin_text,
        text_days.booked_on,
        regions.region_code
    from text_days
    inner join {{ ref('int_origin_texts') }} as texts on text_days.item_origin_text = texts.origin_text
    inner join {{ ref('int_region_days') }} as regions
        on texts.region_code = regions.evidence_code and {{ in_force('regions', 'text_days.booked_on') }}

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O4' as grade,
    'attribute:' || lines.item_origin_text as evidence_id,
    cast(null as varchar) as producer_code,
    places.region_code as evidence_code,
    cast(null as varchar) as village_code,
    1000000 as share_ppm
from lines
inner join places on lines.item_origin_text = places.item_origin_text and lines.booked_on = places.booked_on
