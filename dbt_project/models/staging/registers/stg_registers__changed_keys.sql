{{ config(materialized='view') }}
{#- Keys that a register load mentions, with whether that load is new or gone since the base build. -#}
{% set keys = {
    'regions': ['region_code', none],
    'village_mergers': ['old_village_code', none],
    'shops': ['platform', 'shop_id'],
    'warehouses': ['county_code', none],
    'producers': ['producer_code', none],
    'products': ['product_code', none],
    'brand_users': ['product_code', none],
    'certificates': ['certificate_no', none],
    'capacities': ['producer_code', 'product_code'],
    'codes': ['merchant_code', none],
    'boxes': ['box_code', none],
    'item_matches': ['platform', 'item_id'],
    'agreements': ['agreement_no', none],
    'deliveries': ['delivery_no', none],
    'decisions': ['platform', 'order_id'],
} -%}
{% for register, names in keys.items() %}
select
    '{{ register }}' as register,
    {{ names[0] }} as key_1,
    {{ names[1] or 'cast(null as varchar)' }} as key_2,
    recorded_at,
    is_new or is_removed as is_changed
from ({{ landed(register, 'registers') }}) as landed_rows
{{ 'union all' if not loop.last }}
{% endfor %}
