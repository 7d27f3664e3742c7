{{ current_register('stations', ['station_code']) }}
