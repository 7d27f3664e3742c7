select * from {{ source('run', 'batches') }}
