{{ current_register('boxes', ['box_code', 'part_no'], told_as_one=['box_code']) }}
