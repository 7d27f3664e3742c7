{{ current_register('warehouses', ['county_code', 'warehouse_name']) }}
