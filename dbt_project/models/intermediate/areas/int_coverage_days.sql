-- Days that accepted batches of orders cover, by platform; a batch covers whole days only.
with batches as (

    select * from {{ ref('stg_batches') }}
    where kind = 'orders' and is_accepted and not is_removed

)

select distinct
    platform,
    cast(day_on as date) as day_on
from (
    select
        platform,
        {{ days_between(
            "case when window_start = date_trunc('day', window_start) then cast(window_start as date)"
            " else cast(window_start as date) + 1 end",
            'cast(window_end as date)'
        ) }} as day_on
    from batches
) as days
