-- Orders that are held out now and were not before, the other way about, or for other reasons. Empty
-- where everything is built again.
-- depends_on: {{ ref('int_held_orders') }}
-- noqa: disable=layout.indent
with held as (

    select
        platform,
        order_id,
        reasons
    from {{ ref('int_held_orders') }}

),

held_before as (

    {% if has_earlier_build() %}
    select distinct
        platform,
        order_id,
        hold_reasons as reasons
    from {{ earlier('marts', 'fct_pending') }}
    where hold_reasons is not null
    {% else %}
    select * from held
    {% endif %}

)

select
    coalesce(held.platform, held_before.platform) as platform,
    coalesce(held.order_id, held_before.order_id) as order_id
from held
full outer join held_before
    on held.platform = held_before.platform and held.order_id = held_before.order_id
where held.reasons is distinct from held_before.reasons
