{{ landed('ledger') }}
