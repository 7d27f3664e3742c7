{{ landed('refunds') }}
