select * from {{ source('run', 'batch_shops') }}
