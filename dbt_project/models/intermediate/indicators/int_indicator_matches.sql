-- Each indicator's figures of shops that answered in a month and in the same month of the year
-- before, on the areas of the later month; entrants and leavers beside.
with placed as (

    select * from {{ ref('int_shop_comparisons') }}

),

sources as (

    {% for level, code, condition in [
        ('village', 'village_code', 'village_code is not null'),
        ('county', 'region_code', "level = 'county'"),
        ('prefecture', 'prefecture_code', 'prefecture_code is not null'),
        ('province', 'province_code', 'true'),
    ] %}
    select
        *,
        '{{ level }}' as source_level,
        {{ code }} as source_code
    from placed
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        areas.programme,
        areas.indicator_code,
        areas.month_on,
        areas.area_level,
        areas.area_code,
        cast(sum(sources.net_fen) filter (where sources.is_matched and sources.is_now) as bigint) as matched_net_fen,
        cast(sum(sources.net_fen) filter (where sources.is_matched and not sources.is_now) as bigint)
            as matched_base_net_fen,
        cast(sum(sources.net_fen) filter (where not sources.is_matched and sources.is_now) as bigint)
            as entrant_net_fen,
        cast(sum(sources.net_fen) filter (where not sources.is_matched and not sources.is_now) as bigint)
            as leaver_net_fen,
        count(distinct sources.platform || ':' || sources.shop_id) filter (where sources.is_matched)
            as matched_shop_count
    from sources
    inner join {{ ref('int_indicator_classes') }} as classes
        on
            sources.axis = classes.axis
            and sources.goods_class = classes.goods_class
            and sources.flow = classes.flow
    inner join {{ ref('int_indicator_areas') }} as areas
        on
            classes.programme = areas.programme
            and classes.indicator_code = areas.indicator_code
            and sources.compared_on = areas.month_on
            and sources.source_level = areas.source_level
            and sources.source_code = areas.source_code
    group by areas.programme, areas.indicator_code, areas.month_on, areas.area_level, areas.area_code

)

select * from final
