{{ landed('lines', 'jd') }}
