-- days of registered shops that no accepted batch covers, of a platform (an empty value asks for all)
select
    platform,
    '网店 ' || shop_id || ' ' || day_on as key,
    case reason
        when 'held' then '批次未过核验：' || batch_ids
        when 'unanswered' then '已问未答：' || batch_ids
        else '未向该店取数'
    end as source,
    cast(null as varchar) as batch_id,
    cast(null as bigint) as fen,
    cast(null as varchar) as evidence_id
from fct_missing_shop_days
where month_on = $month_on and $platform in ('', platform)
order by all
