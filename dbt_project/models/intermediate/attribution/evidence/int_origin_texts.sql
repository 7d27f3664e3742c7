-- Places that the platform's 产地 attribute means, by longest name: several counties of one name
-- stay as candidates. Names of any day count; the code is read by the booking day later.
with found as (

    select * from {{ ref('int_text_places') }}

),

provinces as (

    select
        origin_text,
        min(left(region_code, 2)) as stem
    from found
    where level = 'province'
    group by origin_text
    having count(distinct left(region_code, 2)) = 1

),

prefectures as (

    select
        found.origin_text,
        found.region_code,
        left(found.region_code, 4) as stem,
        found.place_name
    from found
    left join provinces on found.origin_text = provinces.origin_text
    where
        found.level = 'prefecture'
        and (provinces.stem is null or left(found.region_code, 2) = provinces.stem)
    qualify rank() over (partition by found.origin_text order by length(found.place_name) desc) = 1

),

counties as (

    select
        found.origin_text,
        found.region_code,
        found.prefecture_stem
    from found
    left join provinces on found.origin_text = provinces.origin_text
    cross join {{ ref('int_build') }} as build
    where
        found.level = 'county'
        -- a text that names no province means a place of our own
        and left(found.region_code, 2) = coalesce(provinces.stem, build.province_stem)
        -- 邵阳 within 邵阳县, or a county's short name that is its prefecture's too, tells nothing more
        and not exists (
            select 1
            from found as longer
            where
                longer.origin_text = found.origin_text
                and longer.level in ('prefecture', 'county')
                and length(longer.place_name) > length(found.place_name)
                and contains(longer.place_name, found.place_name)
                and (provinces.stem is null or left(longer.region_code, 2) = provinces.stem)
        )
        and not exists (
            select 1
            from prefectures
            where prefectures.origin_text = found.origin_text and prefectures.place_name = found.place_name
        )

),

counties_within as (

    select counties.*
    from counties
    where
        not exists (
            select 1 from prefectures
            where prefectures.origin_text = counties.origin_text
        )
        or exists (
            select 1 from prefectures
            where prefectures.origin_text = counties.origin_text and prefectures.stem = counties.prefecture_stem
        )

),

named as (

    select
        origin_text,
        region_code,
        1 as rank_no
    from counties_within
    union all
    select
        origin_text,
        region_code,
        2 as rank_no
    from prefectures
    union all
    select
        origin_text,
        stem || '0000' as region_code,
        3 as rank_no
    from provinces

),

final as (

    select distinct
        origin_text,
        region_code
    from named
    qualify rank() over (partition by origin_text order by rank_no) = 1

)

select * from final
