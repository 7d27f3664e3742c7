{{ landed('refunds', 'taobao') }}
