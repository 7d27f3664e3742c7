{{ current_register('group_sales', ['proof_no', 'platform', 'shop_id']) }}
