"""The insides of JD's envelopes, one struct for each method.

What a method says of its own success stands beside its records: the third layer of an answer.
Source: platforms reference, section 2 (envelope); README.md, "Items". Keep out: the records
themselves (records.py), what a refusal means (errors.py).
"""

from __future__ import annotations

import msgspec

from connectors.platforms.jd.records import JdAttribute


class _ApiResult(msgspec.Struct, rename="camel"):
    success: bool = False
    number_code: int | str = 0
    chinese_err_code: str = ""
    english_err_code: str = ""


class _OrderResult(msgspec.Struct, rename="camel"):
    api_result: _ApiResult
    order_total: int = 0
    order_info_list: list[msgspec.Raw] = msgspec.field(default_factory=list)


class OrderAnswer(msgspec.Struct):
    """`jingdong.pop.order.search`."""

    searchorderinfo_result: _OrderResult
    code: int | str = "0"


class _BillResult(msgspec.Struct, rename="camel"):
    success: bool = False
    code: str = ""
    message: str = ""
    total_count: int = 0
    data: list[msgspec.Raw] = msgspec.field(default_factory=list)


class BillAnswer(msgspec.Struct):
    """`jingdong.asc.serviceAndRefund.view`."""

    pageResult: _BillResult  # noqa: N815
    code: int | str = "0"


class _Actual(msgspec.Struct, rename="camel"):
    actual_refund_amount: str | None = None


class _Expected(msgspec.Struct, rename="camel"):
    max_refund_amount: str | None = None


class _RefundData(msgspec.Struct, rename="camel"):
    afs_actual_refund_detail: _Actual | None = None
    afs_estimate_refund_detail: _Expected | None = None


class _RefundResult(msgspec.Struct, rename="camel"):
    error_code: str = ""
    error_msg: str = ""
    data: _RefundData | None = None


class RefundAnswer(msgspec.Struct):
    """`jingdong.b2c.shop.aftersales.refund.get`."""

    result: _RefundResult
    code: int | str = "0"


class _Shop(msgspec.Struct):
    shop_id: int | str
    shop_name: str = ""


class ShopAnswer(msgspec.Struct):
    """`jingdong.vender.shop.query`."""

    shop_jos_result: _Shop
    code: int | str = "0"


class _WarePage(msgspec.Struct, rename="camel"):
    total_item: int = 0
    data: list[msgspec.Raw] = msgspec.field(default_factory=list)


class WareAnswer(msgspec.Struct):
    """`jingdong.ware.read.searchWare4Valid`; a refusal has a code and no page."""

    page: _WarePage | None = None
    code: int | str = "0"


class AttributesAnswer(msgspec.Struct):
    """`jingdong.category.read.findAttrsByCategoryIdUnlimitCate`."""

    findattrsbycategoryidunlimitcate_result: list[JdAttribute] | None = None
    code: int | str = "0"
