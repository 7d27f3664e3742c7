{{ current_register('village_mergers', ['old_village_code']) }}
