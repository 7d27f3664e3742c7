{{ current_register('reporting_units', ['unit_level', 'area_code']) }}
