{{ landed('quarantine', 'jd') }}
