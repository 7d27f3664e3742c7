-- Sales that seem to stand on two platforms: the same codes and quantities for the same amount to the
-- same county, placed or paid within minutes. The one that was paid later is the double. Goods
-- without a code are never compared.
with rules as (

    select * from {{ ref('suspicion_rules') }}

),

baskets as (

    select
        sales.platform,
        sales.order_id,
        sales.booked_at,
        sales.placed_at,
        sales.paid_fen,
        sales.receiver_county_code,
        {{ joined_texts("lines.merchant_code || ' x ' || cast(lines.quantity as varchar)") }} as goods
    from {{ ref('int_suspect_sales') }} as sales
    inner join {{ ref('stg_feeds__lines') }} as lines
        on
            sales.platform = lines.platform
            and sales.order_id = lines.order_id
            and sales.batch_id = lines.batch_id
            and sales.payload_sha256 = lines.payload_sha256
    -- an export file does not say what is a gift: it stands there at nothing
    where not coalesce(lines.is_gift, false) and lines.list_fen is distinct from 0
    group by
        sales.platform, sales.order_id, sales.booked_at, sales.placed_at, sales.paid_fen, sales.receiver_county_code
    having bool_and(nullif(lines.merchant_code, '') is not null)

)

select distinct
    later.platform,
    later.order_id
from baskets as later
cross join rules
inner join baskets as earlier
    on
        later.goods = earlier.goods
        and later.paid_fen = earlier.paid_fen
        and later.receiver_county_code = earlier.receiver_county_code
        and later.platform != earlier.platform
        and (
            later.booked_at > earlier.booked_at
            or (later.booked_at = earlier.booked_at and later.platform > earlier.platform)
        )
where
    {{ minutes_between('earlier.booked_at', 'later.booked_at') }} <= rules.double_minutes
    or abs({{ minutes_between('earlier.placed_at', 'later.placed_at') }}) <= rules.double_minutes
