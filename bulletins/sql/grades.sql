-- the evidence behind the places of sellers and of goods
select
    axis,
    grade,
    sum(gross_fen)::bigint as gross_fen,
    sum(refund_fen)::bigint as refund_fen,
    sum(line_count)::bigint as line_count
from mart_grades_month
where month_on = $month_on
group by all
order by all
