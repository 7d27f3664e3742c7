{{ landed('refunds', 'jd') }}
