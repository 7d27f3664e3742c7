{{ current_register('authorisations', ['platform', 'shop_id']) }}
