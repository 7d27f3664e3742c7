{{ current_register('programme_regions', ['programme', 'region_set', 'region_code']) }}
