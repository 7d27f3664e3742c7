-- Sales of each month beside those of the same month of the year before, with whether the shop
-- answered for both (同比, design section 3), on the regions of the later month's last day.
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

final as (

    select
        judged.*,
        regions.level,
        regions.region_code,
        regions.prefecture_code,
        regions.province_code
    from judged
    inner join {{ ref('int_region_days') }} as regions
        on judged.area_code = regions.evidence_code and {{ in_force('regions', 'judged.last_day_on') }}

)

select * from final
