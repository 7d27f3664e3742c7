{{ landed('quarantine') }}
