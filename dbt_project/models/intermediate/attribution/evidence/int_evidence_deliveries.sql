-- O1: a batch whose slips tell who handed over how much of it; one row a producer. A batch that was
-- weighed in several units can't be shared out, and its code's own producer stands.
with lines as (

    select * from {{ ref('int_lines') }}
    where merchant_code is not null

),

sold as (

    select distinct
        merchant_code,
        booked_on
    from lines

),

slips as (

    select
        sold.merchant_code,
        sold.booked_on,
        deliveries.producer_code,
        deliveries.unit,
        {{ thousandths('deliveries.quantity') }} as quantity_milli
    from sold
    inner join {{ ref('stg_registers__deliveries') }} as deliveries
        on sold.merchant_code = deliveries.batch_code and {{ in_force('deliveries', 'sold.booked_on') }}

),

delivered as (

    select
        merchant_code,
        booked_on,
        producer_code,
        1000000 as whole_ppm,
        cast(sum(quantity_milli) as bigint) as quantity_milli
    from slips
    group by merchant_code, booked_on, producer_code
    having sum(quantity_milli) > 0

),

in_one_unit as (

    select * from delivered
    where
        not exists (
            select 1
            from slips
            where slips.merchant_code = delivered.merchant_code and slips.booked_on = delivered.booked_on
            having count(distinct slips.unit) > 1
        )

),

shared as (

    {{ shared_out('in_one_unit', ['merchant_code', 'booked_on'], 'producer_code', 'whole_ppm', 'quantity_milli') }}

)

select
    lines.platform,
    lines.order_id,
    lines.line_id,
    lines.booked_on,
    'O1' as grade,
    'deliveries:' || lines.merchant_code as evidence_id,
    shared.producer_code,
    cast(null as varchar) as evidence_code,
    cast(null as varchar) as village_code,
    shared.share_fen as share_ppm
from lines
inner join shared on lines.merchant_code = shared.merchant_code and lines.booked_on = shared.booked_on
