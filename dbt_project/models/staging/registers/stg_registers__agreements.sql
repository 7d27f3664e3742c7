{{ current_register('agreements', ['agreement_no', 'producer_code'], told_as_one=['agreement_no']) }}
