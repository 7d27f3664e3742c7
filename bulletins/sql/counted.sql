-- which classes of goods and flows the programme's indicators count, in the order of its document
select
    indicator_code,
    string_split(goods_classes, '|') as goods_classes,
    string_split(flows, '|') as flows
from dim_indicator
where programme = $programme
order by indicator_code
