"""Tokens that end, are refreshed once, are taken back; and the two token services of TOP and JD."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from tiny_world import NOW

from connectors.sandbox.servers.access import (
    PlatformAccess,
    ShopAccess,
    TokenBook,
    TokenOver,
    TokenUnknown,
    grant_access,
)
from connectors.sandbox.world import World

HOUR = timedelta(hours=1)
SHOPS = (ShopAccess("881", "a1", "r1"), ShopAccess("882", "a2", "r2", "wx2", "s2"))


def make_book(lifetime=HOUR):
    access = PlatformAccess("taobao", "key", "secret", SHOPS)
    return TokenBook(access, lifetime=lifetime, began=NOW)


def test_a_token_holds_until_its_time_is_over():
    book = make_book()
    assert book.shop_of("a1", NOW + HOUR - timedelta(seconds=1)) == "881"
    with pytest.raises(TokenOver):
        book.shop_of("a1", NOW + HOUR)
    with pytest.raises(TokenUnknown):
        book.shop_of("b1", NOW)


def test_without_a_lifetime_no_token_ends():
    assert make_book(None).shop_of("a1", datetime(2099, 1, 1)) == "881"


def test_a_refresh_ends_the_former_token_and_is_good_for_once():
    book = make_book()
    issued = book.refresh("r1", NOW)
    assert (issued.shop_id, issued.expires_at) == ("881", NOW + HOUR)
    assert book.shop_of(issued.access_token, NOW) == "881"
    with pytest.raises(TokenUnknown):
        book.shop_of("a1", NOW)
    with pytest.raises(TokenUnknown):
        book.refresh("r1", NOW)
    assert book.refresh(issued.refresh_token, NOW).access_token != issued.access_token
    assert book.issued_count == 2


def test_a_shops_own_key_gets_a_token_and_the_former_lasts_five_minutes():
    book = make_book()
    issued = book.grant("wx2", "s2", NOW)
    assert book.shop_of(issued.access_token, NOW) == "882"
    assert book.shop_of("a2", NOW + timedelta(minutes=4)) == "882"
    with pytest.raises(TokenOver):
        book.shop_of("a2", NOW + timedelta(minutes=5))
    for key, secret in (("wx2", "s3"), ("", ""), ("wx3", "s2")):
        with pytest.raises(TokenUnknown):
            book.grant(key, secret, NOW)


def test_a_permission_taken_back_is_dead_in_every_way():
    book = make_book()
    book.revoke("882")
    with pytest.raises(TokenOver):
        book.shop_of("a2", NOW)
    with pytest.raises(TokenUnknown):
        book.refresh("r2", NOW)
    with pytest.raises(TokenUnknown):
        book.grant("wx2", "s2", NOW)
    assert book.shop_of("a1", NOW) == "881"


def test_what_must_be_refreshed_while_it_holds_is_not_refreshed_later():
    book = make_book()
    with pytest.raises(TokenOver):
        book.refresh("r1", NOW + HOUR, only_while_valid=True)
    assert book.refresh("r1", NOW + HOUR).shop_id == "881"


def test_a_lifetime_needs_a_beginning():
    with pytest.raises(ValueError, match="began"):
        TokenBook(PlatformAccess("taobao", "key", "secret", SHOPS), lifetime=HOUR)


def test_only_wechat_shops_have_keys_of_their_own():
    world = World(3, 5, ("wechat", "kuaishou"))
    wechat, kuaishou = (grant_access(world, 3, name) for name in ("wechat", "kuaishou"))
    assert all(shop.app_key == shop.shop_id and shop.app_secret for shop in wechat.shops)
    assert not any(shop.refresh_token for shop in wechat.shops)
    assert all(shop.refresh_token and not shop.app_key for shop in kuaishou.shops)
    assert kuaishou.sign_secret not in ("", kuaishou.app_secret)


def test_top_refreshes_by_a_method_without_a_session(make_caller):
    caller = make_caller([], token_lifetime=HOUR)
    parameters = caller.top_parameters("taobao.top.auth.token.refresh", refresh_token="tr")
    del parameters["session"]
    signed = parameters | {"sign": caller.sign_top(parameters)}
    body = caller.send_top(signed)["top_auth_token_refresh_response"]
    told = json.loads(body["token_result"])
    assert told["expires_in"] == 3600
    refused = caller.send_top(signed)["error_response"]
    assert refused["sub_code"] == "isv.invalid-refresh-token"


def test_jd_refreshes_at_its_token_service_while_the_token_holds(make_caller):
    caller = make_caller([], token_lifetime=HOUR)
    form = {
        "app_key": "87654321",
        "app_secret": "jdsecret",
        "grant_type": "refresh_token",
        "refresh_token": "jr",
    }
    wrong = caller.client.post("/oauth2/refresh_token", data=form | {"app_secret": "x"}).json()
    assert wrong["code"] == 403
    caller.clock.set(NOW + HOUR)
    late = caller.client.post("/oauth2/refresh_token", data=form).json()
    assert "authorise again" in late["msg"]
    caller.clock.set(NOW + HOUR - timedelta(seconds=1))
    told = caller.client.post("/oauth2/refresh_token", data=form).json()
    assert told["expires_in"] == 3600
    assert told["refresh_token"] != "jr"
