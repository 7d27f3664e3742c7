"""What every feed must do when the platform, the network or a row goes wrong."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

import httpx
import pytest

from connectors.core.errors import (
    ConfigurationError,
    ConnectorError,
    FatalFeedError,
    RetriableFeedError,
)
from connectors.core.feed import ShopCredential
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    CANARIES,
    REFRESH_B,
    SECRET,
    SHOP_A,
    SHOP_B,
    TOKEN_A,
    TOKEN_B,
    FakeOrder,
    FakeRefund,
    paid_orders,
)

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
ONE_SHOP = [ShopCredential(SHOP_A, TOKEN_A, app_key=APP_KEY, app_secret=SECRET)]
MANY_SHOPS = [ShopCredential(str(n), TOKEN_B, REFRESH_B, APP_KEY, SECRET) for n in range(60)]


def ids(draft):
    return sorted(draft.tables["orders"]["order_id"].to_pylist())


def assert_no_canary(*texts):
    for text in texts:
        for canary in CANARIES:
            assert canary not in text


# --- moving rows ---------------------------------------------------------------------------


@pytest.mark.parametrize("moved", [0, 60, 130, 249])
def test_no_row_is_lost_when_one_leaves_the_window_while_paging(open_fake, shops, gateway, moved):
    """The classic: read forwards, the first row of the next page is lost."""
    orders = paid_orders(250, start=DAY.start)
    shops.orders[SHOP_A] = list(orders)
    leaver = orders[moved].order_id

    def move(request_number):
        if request_number == 2:
            shops.change(SHOP_A, leaver, modified_at=DAY.end + timedelta(hours=1))

    gateway.meanwhile = move

    draft = open_fake(shops=ONE_SHOP).fetch("orders", "modified", DAY)

    stayed = sorted(order.order_id for order in orders if order.order_id != leaver)
    assert [i for i in ids(draft) if i != leaver] == stayed
    assert len(set(ids(draft))) == len(ids(draft))


def test_rows_that_leave_all_the_time_do_not_stop_the_pull(open_fake, shops, gateway):
    orders = paid_orders(250, start=DAY.start)
    shops.orders[SHOP_A] = list(orders)

    def move(request_number):
        shops.change(SHOP_A, orders[(request_number * 37) % 250].order_id, modified_at=DAY.end)

    gateway.meanwhile = move

    draft = open_fake(shops=ONE_SHOP).fetch("orders", "modified", DAY)

    inside = {o.order_id for o in shops.orders[SHOP_A] if o.modified_at < DAY.end}
    assert inside <= set(ids(draft))
    assert draft.request_count < gateway.calls(250) + gateway.windows_a_day + 26


def test_an_order_that_arrives_while_paging_is_read(open_fake, shops, gateway):
    orders = paid_orders(250, start=DAY.start)
    shops.orders[SHOP_A] = orders[:249]

    def arrive(request_number):
        if request_number == 2:
            shops.orders[SHOP_A] = orders

    gateway.meanwhile = arrive

    draft = open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)

    assert ids(draft) == sorted(order.order_id for order in orders)


def test_an_order_seen_twice_counts_once_in_its_newest_version(open_fake, shops, gateway):
    """The order changes within the window, so two pages show it, the second one newer."""
    orders = paid_orders(250, start=DAY.start)
    shops.orders[SHOP_A] = list(orders)
    changed = DAY.end - timedelta(seconds=5)

    def change(request_number):
        if request_number == 3:
            shops.change(SHOP_A, orders[0].order_id, modified_at=changed, state="finished")

    gateway.meanwhile = change

    draft = open_fake(shops=ONE_SHOP).fetch("orders", "modified", DAY)

    assert ids(draft) == sorted(order.order_id for order in orders)
    (row,) = [r for r in draft.tables["orders"].to_pylist() if r["order_id"] == orders[0].order_id]
    assert row["modified_at"] == changed


def test_a_platform_that_ignores_the_page_number_is_found_out(open_fake, shops, gateway):
    gateway.ignores_page_number = True
    shops.orders[SHOP_A] = paid_orders(250, start=DAY.start)

    with pytest.raises(FatalFeedError, match=r"is ignored|gave before"):
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)


def test_rows_that_are_counted_but_never_sent_fail_loudly(open_fake, shops, gateway):
    at = datetime(2020, 6, 1, 8)
    shops.orders[SHOP_A] = [FakeOrder("400000000000000001", at, at, paid_at=at)]
    one = re.compile(rf'("{gateway.total_field}": "?)1\b'.encode())
    gateway.damage = lambda body: one.sub(rb"\g<1>2", body)

    with pytest.raises(FatalFeedError, match="does not send all the rows"):
        open_fake(shops=ONE_SHOP).fetch("orders", "created", Window(at, at + timedelta(seconds=3)))


# --- rows that can't be read ---------------------------------------------------------------


@pytest.mark.parametrize("defect", ["bad_amount", "unknown_state", "wrong_type", "sums_disagree"])
def test_a_bad_row_is_quarantined_and_the_others_stay(open_fake, shops, gateway, spoilt, defect):
    orders = paid_orders(5, start=DAY.start)
    bad = orders[2]
    bad.spoilt.update(spoilt[defect])
    shops.orders[SHOP_A] = orders

    draft = open_fake().fetch("orders", "created", DAY)

    assert ids(draft) == sorted(o.order_id for o in orders if o is not bad)
    assert bad.order_id not in draft.tables["lines"]["order_id"].to_pylist()
    (row,) = draft.tables["quarantine"].to_pylist()
    assert row["record_id"] == bad.order_id
    assert row["kind"] == "orders"
    is_told = gateway.tells_change_by_creation
    assert row["modified_at"] == (bad.modified_at if is_told else bad.paid_at)
    expected = {
        "bad_amount": None,
        "wrong_type": None,
        "unknown_state": bad.paid_fen,
        "sums_disagree": 9999999 - bad.freight_fen,
    }
    assert row["amount_fen"] == expected[defect]
    assert_no_canary(str(row))


def test_a_row_without_an_id_is_quarantined_too(open_fake, shops, spoilt):
    orders = paid_orders(3, start=DAY.start)
    orders[1].spoilt.update(spoilt["without_id"])
    shops.orders[SHOP_A] = orders

    draft = open_fake().fetch("orders", "created", DAY)

    assert len(ids(draft)) == 2
    (row,) = draft.tables["quarantine"].to_pylist()
    assert row["reason"].startswith("unreadable:")


# --- personal data and secrets ---------------------------------------------------------------


def test_nothing_of_a_buyer_stays(open_fake, shops, gateway, spoilt, caplog):
    caplog.set_level(logging.DEBUG)
    orders = paid_orders(20, start=DAY.start)
    orders[3].spoilt.update(spoilt["bad_amount"])
    orders[4].spoilt.update(spoilt["wrong_type"])
    shops.orders[SHOP_A] = orders
    shops.refunds[SHOP_A] = [FakeRefund("70000001", "400000000000000001", 5, DAY.start)]
    feed = open_fake()

    drafts = [feed.fetch("orders", "created", DAY), feed.fetch("refunds", "modified", DAY)]

    assert drafts[0].raw
    assert drafts[1].raw
    for draft in drafts:
        assert_no_canary(*(line.decode() for line in draft.raw))
        assert_no_canary(*(str(table.to_pylist()) for table in draft.tables.values()))
        assert "岳麓" not in b"".join(draft.raw).decode()
    assert_no_canary(caplog.text)
    hmacs = drafts[0].tables["orders"]["buyer_hmac"].unique().to_pylist()
    assert len(hmacs) == 1
    assert len(hmacs[0] or "") == (64 if gateway.tells_buyer else 0)
    asked = str(gateway.asked)
    for field in ("receiver_name", "receiver_mobile", "receiver_address", "buyer_nick", "memo"):
        assert field not in asked


def test_secrets_stand_in_no_error_log_or_repr(open_fake, gateway, with_secret, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.refuses_token = TOKEN_A
    gateway.refuse_exchange(SHOP_A)
    with pytest.raises(ConnectorError) as refused:
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)
    with pytest.raises(ConnectorError) as wrong:
        open_fake(**with_secret(SECRET + "x")).fetch("orders", "created", DAY)

    assert_no_canary(str(refused.value), repr(refused.value), str(wrong.value), caplog.text)
    assert_no_canary(repr(ShopCredential(SHOP_A, TOKEN_A)))


def test_a_wrong_secret_says_which_setting_to_mend(open_fake, platform, with_secret):
    # a shop's own secret concerns that shop, the application's concerns all
    error = FatalFeedError if PLATFORMS[platform].has_keys_by_shop else ConfigurationError
    with pytest.raises(error, match="app_secret"):
        open_fake(**with_secret(SECRET[::-1])).fetch("orders", "created", DAY)


def test_a_wrong_setting_is_not_tried_on_every_shop(open_fake, gateway):
    with pytest.raises(ConfigurationError):
        open_fake(app_secret=SECRET[::-1], shops=MANY_SHOPS).fetch("orders", "created", DAY)
    assert len(gateway.asked) < 60


# --- shops ----------------------------------------------------------------------------------


def test_a_shop_whose_token_is_over_stops_no_other(open_fake, shops, gateway):
    gateway.end_token(SHOP_A)
    gateway.refuse_exchange(SHOP_A)
    shops.orders[SHOP_B] = paid_orders(3, start=DAY.start)

    draft = open_fake().fetch("orders", "created", DAY)

    assert draft.shops_asked == [SHOP_A, SHOP_B]
    assert draft.shops_answered == [SHOP_B]
    assert len(ids(draft)) == 3
    ((failed, message),) = draft.failures
    assert failed == SHOP_A
    assert "authoris" in message
    assert SHOP_A in message


def test_a_shop_whose_answers_stay_broken_stops_no_other(open_fake, shops, gateway):
    gateway.broken_shop = SHOP_A
    shops.orders[SHOP_A] = paid_orders(2, start=DAY.start)
    shops.orders[SHOP_B] = paid_orders(3, start=DAY.start)

    draft = open_fake().fetch("orders", "created", DAY)

    assert (draft.shops_asked, draft.shops_answered) == ([SHOP_A, SHOP_B], [SHOP_B])
    assert len(ids(draft)) == 3
    assert draft.retry_shops == [SHOP_A], "asked again, it may answer"
    ((failed, message),) = draft.failures
    assert failed == SHOP_A
    assert SHOP_A in message


def test_if_no_shop_answers_the_pull_fails(open_fake, gateway):
    gateway.end_token(SHOP_A)
    gateway.refuse_exchange(SHOP_A)

    with pytest.raises(FatalFeedError, match="authoris"):
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)


# --- the wire -------------------------------------------------------------------------------


def server_error():
    return httpx.Response(503, text="busy")


def cut_short():
    return httpx.Response(200, text='{"half": [1, 2')


def connection_refused():
    raise httpx.ConnectError("refused")


def test_a_failure_that_passes_is_retried(open_fake, shops, gateway):
    shops.orders[SHOP_A] = paid_orders(3, start=DAY.start)
    for failure in (server_error, cut_short, connection_refused, gateway.throttled):
        gateway.first = [failure]
        draft = open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)
        assert len(ids(draft)) == 3
        assert draft.request_count == gateway.calls(3) + 1, "the failed request counts as well"


@pytest.mark.parametrize("failure", [server_error, cut_short, connection_refused])
def test_a_failure_that_stays_ends_loudly_and_soon(open_fake, gateway, failure):
    gateway.first = [failure] * 100

    with pytest.raises(RetriableFeedError, match=SHOP_A):
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)
    assert len(gateway.asked) <= 5


def redirect():
    return httpx.Response(302, headers={"location": "https://elsewhere.example/"})


def login_page():
    return httpx.Response(200, html="<html>请登录</html>")


def forbidden():
    return httpx.Response(403, text="ip not on white list")


@pytest.mark.parametrize("failure", [redirect, login_page, forbidden])
def test_what_a_retry_cannot_mend_is_not_retried(open_fake, gateway, failure):
    gateway.first = [failure] * 100

    with pytest.raises(FatalFeedError, match="Next:"):
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)
    assert len(gateway.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/router/rest",
        "http://eco.taobao.com",
        "http://api.jd.com",
        "https://eco.taobao.com@evil.example",
        "https://eco.taobao.com.evil.example/routerjson",
        "http://169.254.169.254",
        "file:///etc/passwd",
        "nonsense",
        "",
    ],
)
def test_only_the_platforms_own_addresses_are_spoken_to(open_fake, address):
    with pytest.raises(ConfigurationError, match="base_url"):
        open_fake(base_url=address)


def test_the_sandbox_on_loopback_may_be_spoken_to(open_fake, gateway):
    open_fake(base_url="http://127.0.0.1:8123").fetch("orders", "created", DAY)
    assert len(gateway.asked) == 2 * gateway.calls(0)


def test_retries_of_one_pull_have_one_budget(open_fake, gateway):
    """A platform that is down must not be asked for hours by a hundred shops in turn."""
    gateway.first = [server_error] * 1000

    with pytest.raises(RetriableFeedError):
        open_fake(shops=MANY_SHOPS).fetch("orders", "created", DAY)
    assert len(gateway.asked) <= 60 + 31
