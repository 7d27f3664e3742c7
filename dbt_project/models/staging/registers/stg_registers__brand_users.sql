{{ current_register('brand_users', ['brand_code', 'producer_code', 'product_code']) }}
