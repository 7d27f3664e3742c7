{{ current_register('pairings', ['pairing_no', 'helper_code', 'helped_code']) }}
