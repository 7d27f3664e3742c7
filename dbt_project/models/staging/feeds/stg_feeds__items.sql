{{ landed('items') }}
