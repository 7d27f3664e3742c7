-- the evidence behind the places of sellers and of goods; what is pending apart
select
    axis,
    grade,
    status = 'pending' as is_pending,
    sum(gross_fen)::bigint as gross_fen,
    sum(refund_fen)::bigint as refund_fen,
    sum(line_count)::bigint as line_count
from mart_grades_month
where month_on = $month_on
group by all
order by all
