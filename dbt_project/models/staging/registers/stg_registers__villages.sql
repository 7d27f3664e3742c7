{{ current_register('villages', ['village_code']) }}
