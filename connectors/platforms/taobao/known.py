"""What TOP is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift. TOP gives what was
asked for and nothing else, so there is nothing that it tells and we leave.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.taobao.records import TopItem, TopRefund, TopTrade

_TOP_TRADE = known(TopTrade)
_TOP_REFUND = known(TopRefund)
_TOP_ITEM = known(TopItem)

RECORDS: dict[str, Known] = {
    "trade": _TOP_TRADE,
    "refund": _TOP_REFUND,
    "item": _TOP_ITEM,
}
