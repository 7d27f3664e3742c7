-- Each indicator's figures of shops that answered in a month and in the same month of the year
-- before, on the areas of the later month (同比, design section 3); entrants and leavers beside.
with months as (

    select * from {{ ref('int_months') }}

),

answered as (

    select * from {{ ref('int_shop_months') }}
    where is_answered

),

-- every sale once as the later month's own and once as the base of the year after
roles as (

    select
        sales.*,
        sales.month_on as compared_on,
        true as is_now
    from {{ ref('int_shop_sales') }} as sales
    union all
    select
        sales.*,
        {{ add_months('sales.month_on', 12) }} as compared_on,
        false as is_now
    from {{ ref('int_shop_sales') }} as sales

),

judged as (

    select
        roles.*,
        months.last_day_on,
        now_answered.shop_id is not null and then_answered.shop_id is not null as is_matched
    from roles
    inner join months on roles.compared_on = months.month_on
    -- without any coverage in the year before there is nothing to compare with
    inner join months as base_months
        on roles.compared_on = base_months.next_year_month_on and base_months.is_covered
    left join answered as now_answered
        on
            roles.platform = now_answered.platform
            and roles.shop_id = now_answered.shop_id
            and roles.compared_on = now_answered.month_on
    left join answered as then_answered
        on
            roles.platform = then_answered.platform
            and roles.shop_id = then_answered.shop_id
            and base_months.month_on = then_answered.month_on

),

placed as (

    select
        judged.*,
        regions.level,
        regions.region_code,
        regions.prefecture_code,
        regions.province_code
    from judged
    inner join {{ ref('int_region_days') }} as regions
        on judged.area_code = regions.evidence_code and {{ in_force('regions', 'judged.last_day_on') }}

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
