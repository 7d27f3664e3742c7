{{ current_register('pairing_shops', ['pairing_no', 'platform', 'shop_id']) }}
