{{ current_register('programme_targets', ['programme', 'indicator_code', 'region_code', 'year']) }}
