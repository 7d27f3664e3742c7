{#-
    Landing as relations: the batches of this run's list and no others.
    A table without a batch is an empty relation with its canonical columns.
-#}

{% macro landing_columns(table_name) -%}
    {%- set fen, text, moment, day, flag, number = 'bigint', 'varchar', 'timestamp', 'date', 'boolean', 'bigint' -%}
    {%- set tables = {
        'orders': [
            ('platform', text), ('shop_id', text), ('order_id', text), ('parent_order_id', text),
            ('platform_state', text), ('sale_state', text), ('created_at', moment), ('paid_at', moment),
            ('booked_at', moment), ('modified_at', moment), ('goods_fen', fen), ('order_discount_fen', fen),
            ('platform_subsidy_fen', fen), ('freight_fen', fen), ('paid_fen', fen), ('merchant_receipt_fen', fen),
            ('receiver_county_code', text), ('buyer_hmac', text), ('flow', text), ('payload_sha256', text),
        ],
        'lines': [
            ('platform', text), ('order_id', text), ('line_id', text), ('item_id', text), ('sku_id', text),
            ('merchant_code', text), ('title', text), ('platform_category', text), ('item_origin_text', text),
            ('quantity', number), ('list_fen', fen), ('line_paid_fen', fen), ('is_gift', flag),
            ('payload_sha256', text),
        ],
        'refunds': [
            ('platform', text), ('shop_id', text), ('refund_id', text), ('order_id', text), ('line_id', text),
            ('refund_state', text), ('amount_fen', fen), ('succeeded_at', moment), ('modified_at', moment),
            ('payload_sha256', text),
        ],
        'items': [
            ('platform', text), ('shop_id', text), ('item_id', text), ('merchant_code', text), ('title', text),
            ('platform_category', text), ('item_origin_text', text), ('modified_at', moment),
            ('payload_sha256', text),
        ],
        'ledger': [
            ('platform', text), ('reporter_code', text), ('ledger_id', text), ('channel', text),
            ('occurred_at', moment), ('precision', text), ('seller_code', text), ('county_code', text),
            ('village_code', text), ('producer_code', text), ('product_code', text), ('title', text),
            ('quantity_milli', number), ('unit', text), ('amount_fen', fen), ('order_platform', text),
            ('order_id', text), ('proof_grade', text), ('proof_ref', text), ('is_refund', flag),
            ('is_void', flag), ('modified_at', moment), ('payload_sha256', text),
        ],
        'quarantine': [
            ('platform', text), ('kind', text), ('record_id', text), ('reason', text), ('source', text),
            ('amount_fen', fen), ('occurred_at', moment), ('modified_at', moment), ('payload_sha256', text),
        ],
    } -%}
    {{ return(tables[table_name] if table_name in tables else register_columns(table_name)) }}
{%- endmacro %}

{#-
    All landed rows of one table with the batch that each came from: of one source of registers, or
    of every feed. SQL names no platform: connectors give them all the same columns.
-#}
{% macro landed(table_name, platform=none) -%}
    {%- set batch_tables = source('run', 'batch_tables') -%}
    {%- set columns = landing_columns(table_name) -%}
    {%- set paths = [] -%}
    {%- if execute -%}
        {%- set listing -%}
            select path from {{ batch_tables }}
            where table_name = '{{ table_name }}' {% if platform %}and platform = '{{ platform }}'{% endif %}
            order by path
        {%- endset -%}
        {%- set paths = run_query(listing).columns[0].values() | list -%}
    {%- endif %}
    select
        {%- for name, type in columns %}
        cast(landed_rows.{{ name }} as {{ type }}) as {{ name }},
        {%- endfor %}
        batch_tables.batch_id,
        batch_tables.landed_at,
        batch_tables.is_new,
        batch_tables.is_removed
    from (
        select
            {%- for name, type in columns %}
            cast(null as {{ type }}) as {{ name }},
            {%- endfor %}
            cast(null as varchar) as landed_path
        where false
        {%- if paths %}
        union all by name
        select * from {{ parquet_files(paths, 'landed_path') }}
        {%- endif %}
    ) as landed_rows
    inner join {{ batch_tables }} as batch_tables on landed_rows.landed_path = batch_tables.path
{%- endmacro %}

{#-
    The rows of a register that stand as of this run (design, section 4): for each business key,
    what the newest load recorded by `as_of` says of its whole valid time. Open ends become the
    ends of time, and rows of one load that overlap are cut, so that no join by day can fan out.
    `told_as_one` are the keys of what a load states whole, where that is more than a row's own key:
    a box that is stated again has no other parts than those stated.
-#}
{% macro current_register(register, keys, told_as_one=none) -%}
    {%- set columns = landing_columns(register) -%}
    with landed_rows as (

        {{ landed(register, 'registers') }}

    ),

    run as (

        select as_of from {{ ref('stg_run') }}

    ),

    newest as (

        select landed_rows.*
        from landed_rows
        cross join run
        where not landed_rows.is_removed and landed_rows.recorded_at <= run.as_of
        qualify dense_rank() over (
            partition by {{ (told_as_one or keys) | join(', ') }}
            order by landed_rows.recorded_at desc, landed_rows.load_id desc, landed_rows.batch_id desc
        ) = 1

    ),

    bounded as (

        select
            {%- for name, type in columns if name not in ['valid_from', 'valid_to'] %}
            {{ name }},
            {%- endfor %}
            batch_id,
            coalesce(valid_from, date '0001-01-01') as valid_from,
            coalesce(valid_to, date '9999-12-31') as valid_to
        from newest
        where coalesce(valid_from < valid_to, true)

    ),

    distinct_starts as (

        select *
        from bounded
        qualify row_number() over (
            partition by {{ keys | join(', ') }}, valid_from
            order by
            {%- for name, type in columns if name not in ['valid_from'] + keys %}
                {{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) = 1

    ),

    cut as (

        select
            {%- for name, type in columns if name not in ['valid_to'] %}
            {{ name }},
            {%- endfor %}
            batch_id,
            least(
                valid_to,
                coalesce(
                    lead(valid_from) over (partition by {{ keys | join(', ') }} order by valid_from), valid_to
                )
            ) as valid_to
        from distinct_starts

    )

    select * from cut
{%- endmacro %}

{#- Whether a register row is in force on a day. -#}
{% macro in_force(row_alias, day) -%}
    {{ row_alias }}.valid_from <= {{ day }} and {{ day }} < {{ row_alias }}.valid_to
{%- endmacro %}
