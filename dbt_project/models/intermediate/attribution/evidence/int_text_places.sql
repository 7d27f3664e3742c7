-- Names of regions that stand in the platform's 产地 attribute, however short; names of any day and
-- of all provinces count.
with texts as (

    select distinct item_origin_text as origin_text from {{ ref('int_lines') }}
    where item_origin_text is not null

),

names as (

    select distinct
        region_code,
        name as place_name,
        level,
        case when parent_code like '%0000' then left(region_code, 4) else left(parent_code, 4) end as prefecture_stem
    from {{ ref('stg_registers__regions') }}
    union
    select distinct
        region_code,
        short_name as place_name,
        level,
        case when parent_code like '%0000' then left(region_code, 4) else left(parent_code, 4) end as prefecture_stem
    from {{ ref('stg_registers__regions') }}
    where nullif(short_name, '') is not null
    union
    select
        province_code as region_code,
        name as place_name,
        'province' as level,
        left(province_code, 4) as prefecture_stem
    from {{ ref('province_names') }}
    union
    select
        province_code as region_code,
        short_name as place_name,
        'province' as level,
        left(province_code, 4) as prefecture_stem
    from {{ ref('province_names') }}

),

final as (

    select
        texts.origin_text,
        names.region_code,
        names.place_name,
        names.level,
        names.prefecture_stem
    from texts
    inner join names on contains(texts.origin_text, names.place_name)
    where length(names.place_name) >= 2

)

select * from final
