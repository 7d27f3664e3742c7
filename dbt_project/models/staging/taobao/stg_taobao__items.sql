{{ landed('items', 'taobao') }}
