-- Days that accepted batches of orders cover, with those batches; grain: platform, day_on.
with days as (

    select
        platform,
        batch_id,
        {{ days_between(
            "case when window_start = date_trunc('day', window_start) then cast(window_start as date)"
            " else cast(window_start as date) + 1 end",
            'cast(window_end as date)'
        ) }} as day_on
    from {{ ref('stg_batches') }}
    where kind = 'orders' and is_accepted and not is_removed

)

select
    platform,
    cast(day_on as date) as day_on,
    {{ joined_texts('batch_id') }} as batch_ids,
    {{ month_of('cast(day_on as date)') }} as month_on
from days
group by platform, day_on
