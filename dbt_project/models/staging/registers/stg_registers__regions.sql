{{ current_register('regions', ['region_code']) }}
