{{ landed('lines') }}
