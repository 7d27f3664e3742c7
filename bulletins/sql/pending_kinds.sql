-- pending lines by the one reason that is printed of them
select
    *,
    case
        -- without leave nothing else about the order may be asked
        when list_contains(string_split(hold_reasons, '|'), 'unauthorised') then 'unauthorised'
        when hold_reasons = 'double' then 'double'
        when list_contains(string_split(hold_reasons, '|'), 'double') then 'brushing_double'
        when hold_reasons is not null then 'brushing'
        else reasons
    end as kind
from fct_pending
