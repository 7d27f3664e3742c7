-- each payment and refund of a sale line with the seller's place, by the month that it counts in
with movements as (

    select
        platform,
        order_id,
        line_id,
        cast(null as varchar) as refund_id,
        batch_id,
        booked_on as sale_on,
        paid_fen as fen
    from fct_lines
    union all
    select
        platform,
        order_id,
        line_id,
        refund_id,
        batch_id,
        cast(refund_booked_at as date) as sale_on,
        -amount_fen as fen
    from fct_refunds

)

select
    movements.*,
    cast(null as bigint) as share_no,
    date_trunc('month', movements.sale_on)::date as month_on,
    lines.booked_on,
    lines.shop_id,
    lines.goods_class,
    lines.class_evidence,
    lines.flow,
    lines.seller_grade as grade,
    lines.seller_status as status,
    lines.seller_evidence_id as evidence_id,
    lines.seller_area_code as area_code,
    case lines.seller_status
        when 'county' then 'county'
        when 'prefecture' then 'prefecture_rest'
        when 'province' then 'province_rest'
        when 'outside' then 'outside'
        when 'pending' then 'pending'
        else 'unattributed'
    end as leaf,
    counties.region_code as county_code,
    prefectures.region_code as prefecture_code,
    cast(null as varchar) as village_code,
    cast(null as varchar) as household_code,
    false as is_local_to_county,
    false as is_local_to_prefecture,
    false as is_local_to_province
from movements
inner join fct_lines as lines using (platform, order_id, line_id)
left join dim_region_day as places
    on
        lines.seller_area_code = places.evidence_code
        and lines.seller_status in ('county', 'prefecture')
        and places.valid_from <= lines.booked_on and lines.booked_on < places.valid_to
left join dim_region_day as counties
    on
        lines.seller_county_code = counties.evidence_code
        and counties.valid_from <= last_day(movements.sale_on) and last_day(movements.sale_on) < counties.valid_to
left join dim_region_day as prefectures
    on
        places.prefecture_code = prefectures.evidence_code
        and prefectures.valid_from <= last_day(movements.sale_on) and last_day(movements.sale_on) < prefectures.valid_to
where movements.sale_on >= $from_on and movements.sale_on < $to_on
