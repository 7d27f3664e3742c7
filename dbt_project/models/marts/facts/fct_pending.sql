{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook='{{ delete_touched_orders() }}'
) }}
-- depends_on: {{ ref('journal_days') }}
-- depends_on: {{ ref('journal_orders') }}
-- Lines that a person has to judge, with the places in question, why, and until when the seller may
-- appeal; the shop and its county are those that have to be told, held out or not; grain: platform,
-- order, line.
select
    shares.platform,
    lines.shop_id,
    shares.order_id,
    shares.line_id,
    sellers.seller_county_code as shop_county_code,
    verdicts.candidate_codes as candidate_county_codes,
    case
        when held.order_id is not null then held.reasons
        when excess.line_id is not null and not verdicts.is_contradicted then 'capacity'
        else 'places_differ'
    end as reasons,
    held.reasons as hold_reasons,
    case
        -- a shop that has not let us read its sales can say otherwise any day: no appeal, no term
        when held.order_id is not null and held.reasons not like '%unauthorised%'
            then {{ add_months('shares.month_on', 'rules.appeal_months') }}
    end as appeal_before,
    shares.paid_fen,
    shares.month_on
from {{ ref('int_origin_shares') }} as shares
cross join {{ ref('suspicion_rules') }} as rules
inner join {{ ref('int_lines') }} as lines
    on shares.platform = lines.platform and shares.order_id = lines.order_id and shares.line_id = lines.line_id
left join {{ ref('int_shop_sellers') }} as sellers
    on
        lines.platform = sellers.platform
        and lines.shop_id = sellers.shop_id
        and lines.booked_on = sellers.booked_on
left join {{ ref('int_held_orders') }} as held
    on shares.platform = held.platform and shares.order_id = held.order_id
left join {{ ref('int_origin_verdicts') }} as verdicts
    on
        shares.platform = verdicts.platform
        and shares.order_id = verdicts.order_id
        and shares.line_id = verdicts.line_id
left join {{ ref('int_capacity_excess') }} as excess
    on
        shares.platform = excess.platform
        and shares.order_id = excess.order_id
        and shares.line_id = excess.line_id
where shares.origin_status = 'pending'
