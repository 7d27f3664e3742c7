{{ current_register('capacities', ['producer_code', 'product_code', 'year']) }}
