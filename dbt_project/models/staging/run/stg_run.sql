select * from {{ source('run', 'run') }}
