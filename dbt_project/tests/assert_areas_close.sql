-- On each axis and month: counties and the rest of a prefecture are the prefecture, prefectures and
-- the rest of the province are the province, villages and the rest of a county are the county, and
-- the province with 省外, 未归属 and 待核 is all that was staged, payments and refunds each.
with sums as (

    select
        axis,
        month_on,
        area_level,
        sum(gross_fen) as gross_fen,
        sum(refund_fen) as refund_fen
    from {{ ref('mart_sales_area_month') }}
    group by axis, month_on, area_level

),

pairs as (

    {% for whole, parts in {
        'county': ['village', 'village_rest'],
        'prefecture': ['county', 'prefecture_rest'],
        'province': ['prefecture', 'province_rest'],
    }.items() %}
    select
        axis,
        month_on,
        '{{ whole }}' as what,
        sum(case when area_level = '{{ whole }}' then gross_fen else 0 end) as whole_gross_fen,
        sum(case when area_level in ('{{ parts | join("', '") }}') then gross_fen else 0 end) as parts_gross_fen,
        sum(case when area_level = '{{ whole }}' then refund_fen else 0 end) as whole_refund_fen,
        sum(case when area_level in ('{{ parts | join("', '") }}') then refund_fen else 0 end) as parts_refund_fen
    from sums
    {{ "where axis = 'origin'" if whole == 'county' }}
    group by axis, month_on
    union all
    {% endfor %}
    select
        staged.axis,
        staged.month_on,
        'staged' as what,
        staged.gross_fen as whole_gross_fen,
        coalesce(parts.gross_fen, 0) as parts_gross_fen,
        staged.refund_fen as whole_refund_fen,
        coalesce(parts.refund_fen, 0) as parts_refund_fen
    from (
        select
            axes.axis,
            staged_sums.month_on,
            sum(staged_sums.gross_fen) as gross_fen,
            sum(staged_sums.refund_fen) as refund_fen
        from (
            select month_on, paid_fen as gross_fen, 0 as refund_fen from {{ ref('fct_lines') }}
            union all
            select month_on, 0 as gross_fen, amount_fen as refund_fen from {{ ref('fct_refunds') }}
        ) as staged_sums
        cross join (select 'seller' as axis union all select 'origin' as axis) as axes
        group by axes.axis, staged_sums.month_on
    ) as staged
    left join (
        select
            axis,
            month_on,
            sum(gross_fen) as gross_fen,
            sum(refund_fen) as refund_fen
        from sums
        where area_level in ('province', 'outside', 'unattributed', 'pending')
        group by axis, month_on
    ) as parts on staged.axis = parts.axis and staged.month_on = parts.month_on

)

select * from pairs
where whole_gross_fen != parts_gross_fen or whole_refund_fen != parts_refund_fen
