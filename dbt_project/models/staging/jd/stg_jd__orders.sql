{{ landed('orders', 'jd') }}
