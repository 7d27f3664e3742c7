{{ landed('lines', 'taobao') }}
