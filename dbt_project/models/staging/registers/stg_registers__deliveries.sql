{{ current_register('deliveries', ['delivery_no']) }}
