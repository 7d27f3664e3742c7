{{ landed('quarantine', 'taobao') }}
