{{ current_register('decisions', ['platform', 'order_id', 'line_id']) }}
