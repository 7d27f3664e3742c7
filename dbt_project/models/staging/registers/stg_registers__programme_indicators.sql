{{ current_register('programme_indicators', ['programme', 'indicator_code']) }}
