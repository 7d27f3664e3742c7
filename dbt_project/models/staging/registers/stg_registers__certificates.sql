{{ current_register('certificates', ['certificate_no']) }}
