{{ current_register('item_matches', ['platform', 'item_id']) }}
