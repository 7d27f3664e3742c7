-- Which areas of an indicator a region or village counts in, by month; codes are those of the
-- month's last day. The set `province` has every region of the province as a member.
with build as (

    select * from {{ ref('int_build') }}

),

months as (

    select * from {{ ref('int_months') }}

),

indicators as (

    select distinct
        programme,
        indicator_code,
        axis,
        region_set
    from {{ ref('int_indicator_classes') }}

),

regions as (

    select
        months.month_on,
        regions.*
    from {{ ref('int_region_days') }} as regions
    inner join months on {{ in_force('regions', 'months.last_day_on') }}
    inner join build on regions.province_code = build.province_code

),

everywhere as (

    select distinct
        indicators.programme,
        indicators.indicator_code,
        indicators.axis,
        regions.month_on,
        regions.level as source_level,
        regions.region_code as source_code,
        regions.level as area_level,
        regions.region_code as area_code
    from indicators
    cross join regions
    where indicators.region_set = 'province'
    union all
    select distinct
        indicators.programme,
        indicators.indicator_code,
        indicators.axis,
        regions.month_on,
        'province' as source_level,
        regions.province_code as source_code,
        'region_set' as area_level,
        indicators.region_set as area_code
    from indicators
    cross join regions
    where indicators.region_set = 'province'

),

members as (

    select distinct
        indicators.programme,
        indicators.indicator_code,
        indicators.axis,
        indicators.region_set,
        regions.month_on,
        case when length(sets.region_code) = 12 then 'village' else regions.level end as source_level,
        case when length(sets.region_code) = 12 then sets.region_code else regions.region_code end as source_code,
        case when regions.level = 'county' then regions.region_code end as county_code,
        regions.prefecture_code,
        regions.province_code
    from indicators
    inner join {{ ref('dim_region_set') }} as sets
        on indicators.programme = sets.programme and indicators.region_set = sets.region_set
    inner join regions on left(sets.region_code, 6) = regions.evidence_code
    where indicators.region_set != 'province'

),

rolled as (

    {% for level, code, condition in [
        ('village', 'source_code', "source_level = 'village'"),
        ('county', 'county_code', "source_level in ('village', 'county')"),
        ('prefecture', 'prefecture_code', "source_level in ('village', 'county', 'prefecture')"),
        ('province', 'province_code', 'true'),
        ('region_set', 'region_set', 'true'),
    ] %}
    select
        programme,
        indicator_code,
        axis,
        month_on,
        source_level,
        source_code,
        '{{ level }}' as area_level,
        {{ code }} as area_code
    from members
    where {{ condition }} and {{ code }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from everywhere
union all
select * from rolled
