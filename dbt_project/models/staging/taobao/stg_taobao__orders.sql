{{ landed('orders', 'taobao') }}
