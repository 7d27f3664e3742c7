{{ current_register('shops', ['platform', 'shop_id']) }}
