{{ current_register('producers', ['producer_code']) }}
