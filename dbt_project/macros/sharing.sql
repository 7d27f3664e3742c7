{#-
    Sharing whole fen by largest remainder: the parts sum to the amount exactly, and ties fall to the
    first in order. `source` is a relation or a query; amount and weights are not negative, and the
    weights of a group do not all vanish unless its amount does. Adds the column share_fen.
-#}
{% macro shared_out(source, keys, order_by, amount, weight) -%}
    {%- set group = keys | join(', ') -%}
    select
        shares.*,
        cast(
            shares.quota_fen + case
                when
                    row_number() over (partition by {{ group }} order by shares.remainder_fen desc, {{ order_by }})
                    <= {{ amount }} - sum(shares.quota_fen) over (partition by {{ group }})
                    then 1
                else 0
            end as bigint
        ) as share_fen
    from (
        select
            weighed.*,
            coalesce(
                {{ whole_quotient(wide(amount) ~ ' * ' ~ weight, 'nullif(weighed.weight_sum, 0)') }}, 0
            ) as quota_fen,
            coalesce(({{ wide(amount) }} * {{ weight }}) % nullif(weighed.weight_sum, 0), 0) as remainder_fen
        from (
            select
                parts.*,
                sum({{ wide(weight) }}) over (partition by {{ group }}) as weight_sum
            from {{ source }} as parts
        ) as weighed
    ) as shares
{%- endmacro %}

{#-
    Sharing refunds in order of time, each by what earlier ones have left of every part, so that no
    part is refunded beyond its payment. `parts` has the group keys, part_key and paid_fen; `refunds`
    has the group keys, refund_id, refund_no (1, 2, … in order of time), amount_fen and part_key (null
    = the whole group). What exceeds all that is left is not shared.
    Gives the keys, refund_id, part_key and share_fen, of shares above 0.
-#}
{% macro refunds_shared_by_what_is_left(parts, refunds, keys) -%}
    {%- set group = keys | join(', ') -%}
    with recursive steps as (

        select
            {%- for key in keys %}
            parts.{{ key }},
            {%- endfor %}
            parts.part_key,
            0 as refund_no,
            cast(null as varchar) as refund_id,
            cast(parts.paid_fen as bigint) as left_fen,
            cast(0 as bigint) as share_fen
        from {{ parts }} as parts

        union all

        select
            {%- for key in keys %}
            {{ key }},
            {%- endfor %}
            part_key,
            refund_no,
            refund_id,
            cast(left_fen - share_fen as bigint) as left_fen,
            share_fen
        from (
            {{ shared_out(
                '(
                select
                    steps.' ~ keys | join(', steps.') ~ ',
                    steps.part_key,
                    refunds.refund_no,
                    refunds.refund_id,
                    steps.left_fen,
                    case
                        when refunds.part_key is null or refunds.part_key = steps.part_key then steps.left_fen
                        else 0
                    end as open_fen,
                    least(
                        refunds.amount_fen,
                        sum(case
                            when refunds.part_key is null or refunds.part_key = steps.part_key then steps.left_fen
                            else 0
                        end) over (partition by steps.' ~ keys | join(', steps.') ~ ')
                    ) as due_fen
                from steps
                inner join ' ~ refunds ~ ' as refunds using (' ~ group ~ ')
                where refunds.refund_no = steps.refund_no + 1
                )',
                keys, 'part_key', 'due_fen', 'open_fen'
            ) }}
        ) as shared

    )

    select
        {{ group }},
        refund_id,
        part_key,
        share_fen
    from steps
    where share_fen > 0
{%- endmacro %}
