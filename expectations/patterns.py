"""What personal data looks like in a text: patterns, and names of fields that hold a buyer.

The platforms' ids are long numbers that look like phones or identity cards by chance, so fields
that hold ids and digests are told by their names. Keep out: reading files, deciding a verdict.
"""

from __future__ import annotations

import re

_MOBILE = r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9]{9}(?![0-9A-Za-z])"
# GB 11643: area, date of birth, order number, check character
_ID_CARD = (
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_RECEIVER = r"(?:收[货件]人|收货姓名|联系人)\s*[:：]\s*[\u4e00-\u9fff]{2,4}"
_HOUSE = r"[0-9]+(?:栋|幢|号楼|单元)[0-9]+(?:单元|室|房)"

#: one pattern for all, in the plain syntax that both `re` and pandas read
PERSONAL_TEXT = "|".join((_MOBILE, _ID_CARD, _EMAIL, _RECEIVER, _HOUSE))

_PERSONAL = re.compile(PERSONAL_TEXT)
_STARS = re.compile(r"^[*＊]*$")
_ID_FIELD = re.compile(
    r"(^|_)(id|ids|tid|oid|iid|sha256|hmac|hash|sign)$|Id$|ID$|编号|单号|订单号", re.ASCII
)
_PERSONAL_FIELD = re.compile(
    r"^(receiver|consignee|buyer|customer)_?(name|nick|mobile|phone|tel|telephone|address|email"
    r"|message|memo|alipay_no|open_uid|zip)$"
    r"|^(fullname|fullAddress|mobile|telephone|telephone_no|pin|open_id_buyer|orderRemark|venderRemark"
    r"|buyer_nick|buyer_memo|seller_memo|buyer_message|buyer_alipay_no|alipay_no|idCard|id_card)$"
    r"|收[货件]人|收货地址|联系电话|联系手机|手机号|买家会员名|买家支付宝|买家留言|卖家备注|客户姓名|身份证",
    re.IGNORECASE,
)


def holds_personal_text(text: str) -> bool:
    """True where a phone, identity card, e-mail, receiver or house number stands in the text."""
    return _PERSONAL.search(text) is not None


def is_id_field(name: str) -> bool:
    """True for fields that hold a platform's id or a digest: their digits mean nobody."""
    return _ID_FIELD.search(name) is not None


def is_personal_field(name: str) -> bool:
    """True for fields that by their name hold a buyer's name, phone, address or memo."""
    return _PERSONAL_FIELD.search(name) is not None


def is_blanked(value: str) -> bool:
    """True for an empty text and for one of nothing but stars."""
    return _STARS.match(value.strip()) is not None
