{{ current_register('training_villages', ['training_no', 'village_code']) }}
