-- Records that could not be read exactly and are in no figure, one by one, so that a printed count
-- can be walked back to file and row; grain: platform, kind, source, batch_id.
select
    platform,
    kind,
    record_id,
    reason,
    source,
    batch_id,
    amount_fen,
    month_on
from {{ ref('int_quarantine') }}
