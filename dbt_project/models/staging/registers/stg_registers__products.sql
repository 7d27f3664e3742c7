{{ current_register('products', ['product_code']) }}
