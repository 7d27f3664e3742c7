{{ current_register('codes', ['merchant_code']) }}
