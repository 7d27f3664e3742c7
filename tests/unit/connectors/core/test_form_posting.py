"""The wire: sizes, deadlines, pauses, and nothing secret in any log."""

from __future__ import annotations

import logging
import ssl

import httpx
import pytest
import stamina

from connectors.core.errands import Errand
from connectors.core.errors import ConfigurationError, FatalFeedError, RetriableFeedError
from connectors.core.http import Wire, WireRequest, form_request
from connectors.core.limiter import CallLimit, limit_for
from connectors.core.retry import RetryBudget, attempts

WHERE = "test/orders shop 1"


def wire(handler, **values):
    known = {
        "gateway_path": "/gate",
        "official_hosts": frozenset({"open.example"}),
        "platform": "test",
        "max_connections": 1,
        "transport": httpx.MockTransport(handler),
    }
    return Wire("https://open.example", **(known | values))


def test_a_form_goes_into_the_body_and_nothing_into_the_address_or_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    seen = []

    def answer(request):
        seen.append((str(request.url), request.content))
        return httpx.Response(200, text="{}")

    assert wire(answer).send(form_request({"session": "SECRET-TOKEN"}), where=WHERE) == b"{}"
    assert seen == [("https://open.example/gate", b"session=SECRET-TOKEN")]
    assert "SECRET-TOKEN" not in caplog.text
    assert "open.example" not in caplog.text


def test_a_request_goes_below_the_platforms_address_with_its_own_query_and_manner():
    seen = []

    def answer(request):
        seen.append((request.method, str(request.url), request.headers.get("appmethod")))
        return httpx.Response(200, text="{}")

    wire(answer, gateway_path="").send(
        WireRequest(
            method="GET", path="/open/order", query="a=1&b=%E6%B9%98", headers={"AppMethod": "x"}
        ),
        where=WHERE,
    )
    assert seen == [("GET", "https://open.example/open/order?a=1&b=%E6%B9%98", "x")]


def test_a_token_service_must_be_one_of_the_platforms_hosts():
    hosts = frozenset({"open.example", "oauth.example"})
    seen = []

    def answer(request):
        seen.append(str(request.url))
        return httpx.Response(200, text="{}")

    wire(answer, official_hosts=hosts).send(
        WireRequest(path="/token", host="oauth.example"), where=WHERE
    )
    assert seen == ["https://oauth.example/token"]
    with pytest.raises(ValueError, match="not one of"):
        wire(answer, official_hosts=hosts).send(WireRequest(host="evil.example"), where=WHERE)


def test_a_request_shows_no_content_when_printed():
    request = form_request({"session": "SECRET-TOKEN"}, path="/gate")
    assert repr(request) == "WireRequest(POST /gate)"


def test_an_endless_answer_is_cut_off():
    def endless(request):
        return httpx.Response(200, content=(b"x" * 1000 for _ in range(10**9)))

    with pytest.raises(FatalFeedError, match="longer than"):
        wire(endless, longest_body=50_000).send(WireRequest(), where=WHERE)


def test_an_answer_that_drips_is_given_up():
    def drip(request):
        return httpx.Response(200, content=(b"x" for _ in range(10**9)))

    with pytest.raises(RetriableFeedError, match="not complete after"):
        wire(drip, total_seconds=0.05, longest_body=10**9).send(WireRequest(), where=WHERE)


def test_a_bad_certificate_is_not_retried_and_verification_stays_on():
    def refuse(request):
        raise httpx.ConnectError("bad") from ssl.SSLCertVerificationError("expired")

    with pytest.raises(FatalFeedError, match="certificate"):
        wire(refuse).send(WireRequest(), where=WHERE)


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("Wed, 21 Oct 2026", None), ("", None)]
)
def test_how_long_a_busy_server_asks_us_to_wait(header, seconds):
    def busy(request):
        return httpx.Response(429, headers={"retry-after": header})

    with pytest.raises(RetriableFeedError) as raised:
        wire(busy).send(WireRequest(), where=WHERE)
    assert raised.value.retry_after_seconds == seconds


def test_an_address_with_a_query_or_another_path_is_refused():
    for address in (
        "https://open.example/?a=1",
        "https://open.example/other",
        "https://open.example:8443",
    ):
        with pytest.raises(ConfigurationError, match="base_url"):
            Wire(
                address,
                gateway_path="/gate",
                official_hosts=frozenset({"open.example"}),
                platform="test",
                max_connections=1,
            )


def busy_for(seconds):
    return RetriableFeedError("busy", where=WHERE, advice="wait", retry_after_seconds=seconds)


def tries(error, budget):
    made = []

    def fail():
        for attempt in attempts(budget):
            with attempt:
                made.append(attempt.num)
                raise error

    with pytest.raises(type(error)):
        fail()
    return len(made)


@pytest.fixture
def without_waiting():
    stamina.set_testing(True, attempts=4, cap=True)
    yield
    stamina.set_testing(False)


@pytest.mark.usefixtures("without_waiting")
def test_only_what_may_pass_is_tried_again():
    assert tries(busy_for(None), RetryBudget()) == 4
    assert tries(busy_for(2.0), RetryBudget()) == 4
    assert tries(FatalFeedError("no", where=WHERE, advice="ask"), RetryBudget()) == 1
    assert tries(ValueError("ours"), RetryBudget()) == 1


@pytest.mark.usefixtures("without_waiting")
def test_a_pause_too_long_for_an_open_connection_is_the_schedulers():
    assert tries(busy_for(3600.0), RetryBudget()) == 1


@pytest.mark.usefixtures("without_waiting")
def test_a_spent_budget_ends_the_retries_and_answers_earn_it_back():
    budget = RetryBudget(retries=5)
    assert [tries(busy_for(None), budget) for _ in range(3)] == [4, 2, 1]
    for _ in range(11):
        budget.earn()
    assert tries(busy_for(None), budget) == 2


def test_the_asked_pause_is_kept(monkeypatch):
    waited = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    tries(busy_for(2.0), RetryBudget())
    assert waited == [2.0] * 4


def test_one_limit_for_one_app_key():
    assert limit_for("test", "key", 50.0) is limit_for("test", "key", 50.0)
    assert limit_for("test", "key", 50.0) is not limit_for("test", "other", 50.0)


@pytest.mark.usefixtures("without_waiting")
def test_retries_are_logged_and_never_printed(capsys, caplog):
    caplog.set_level(logging.INFO)
    tries(busy_for(None), RetryBudget())
    assert "retry 1 in" in caplog.text
    assert capsys.readouterr() == ("", "")


def test_a_limit_holds_calls_back():
    limit = CallLimit(20.0)
    waited = []
    limit._limiter.try_acquire = lambda name: waited.append(name)
    for _ in range(3):
        limit.wait()
    assert len(waited) == 3


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.5, 40.0])
def test_the_limit_is_never_faster_than_asked(rate):
    (limit,) = CallLimit(rate)._bucket.rates
    assert limit.limit / (limit.interval / 1000) <= rate
    assert limit.limit >= 1


def test_every_attempt_is_signed_and_counted_anew():
    answers = [httpx.Response(503, headers={"retry-after": "0"}), httpx.Response(200, text="ok")]
    signed = []
    errand = Errand(wire(lambda _: answers.pop(0)), CallLimit(1000))

    def sign():
        signed.append(len(signed))
        return WireRequest()

    assert errand.call(sign, lambda body: body, where=WHERE) == b"ok"
    assert errand.request_count == len(signed) == 2


def test_answers_earn_retries():
    errand = Errand(wire(lambda _: httpx.Response(200, text="ok")), CallLimit(1000))
    errand._budget = RetryBudget(retries=1)
    assert errand._budget.spend()
    for _ in range(11):
        errand.call(WireRequest, lambda body: body, where=WHERE)
    assert errand._budget.spend()
