import pytest

from expectations.patterns import (
    holds_personal_text,
    is_blanked,
    is_id_field,
    is_personal_field,
)


@pytest.mark.parametrize(
    "text",
    [
        "13912345678",
        "电话13912345678转",
        "+86 13912345678",
        "430102199003071234",
        "43010219900307123X",
        "write to a.b@example.com",
        "收货人：张三",
        "收件人: 李四光",
        "5栋2单元",
    ],
)
def test_personal_text_is_seen(text):
    assert holds_personal_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "湘西腊肉 500g",
        "138123456780000001",  # an order's number
        "6901234567892",  # a barcode
        "1591234567",
        "b13912345678c",  # inside a digest
        "430102199913071234",  # no such month
        "收货后联系客服",
        "1号店 2号楼",
        "price 12.50",
    ],
)
def test_plain_text_is_left_alone(text):
    assert not holds_personal_text(text)


@pytest.mark.parametrize(
    "name",
    ["tid", "oid", "num_iid", "order_id", "orderId", "payload_sha256", "buyer_hmac", "订单编号"],
)
def test_fields_of_ids_and_digests(name):
    assert is_id_field(name)
    assert not is_personal_field(name)


@pytest.mark.parametrize(
    "name",
    [
        "receiver_name",
        "receiver_mobile",
        "buyer_nick",
        "fullname",
        "telephone",
        "收货人姓名",
        "联系手机",
        "买家会员名",
        "收货地址 ",
    ],
)
def test_fields_that_hold_a_buyer(name):
    assert is_personal_field(name)


@pytest.mark.parametrize(
    "name", ["receiver_city", "receiver_state", "title", "merchant_code", "province", "shop_name"]
)
def test_fields_that_may_stay(name):
    assert not is_id_field(name)
    assert not is_personal_field(name)


@pytest.mark.parametrize(
    ("value", "blanked"), [("", True), ("***", True), (" ", True), ("张*", False)]
)
def test_stars_and_nothing_are_blanked(value, blanked):
    assert is_blanked(value) is blanked
