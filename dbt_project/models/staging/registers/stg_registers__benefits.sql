{{ current_register('benefits', ['benefit_no']) }}
