{{ current_register('agreements', ['agreement_no', 'producer_code']) }}
