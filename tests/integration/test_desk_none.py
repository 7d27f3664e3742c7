"""A county without anything to report says so at the desk: once, its own clerk, who and when."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.core.landing import LocalLanding
from orchestration.desk.app import desk_app
from orchestration.desk.trail import entries
from orchestration.home import Home
from orchestration.settings import read_settings
from tests.integration.desk_home import COUNTY, NEIGHBOUR, NOW, DeskClient, small_home

BUTTON = "确认没有</button>"
SHOPS = (
    "platform,shop_id,owner_kind,trade_flow,operating_county_code,inspected_on,"
    "inspected_county_code,valid_from,valid_to\n"
    f"taobao,77,coop,up,{COUNTY},2020-07-02,{COUNTY},2020-07-03,\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return small_home(tmp_path_factory.mktemp("none") / "home")


@pytest.fixture
def home(filled, tmp_path):
    return Home(Path(shutil.copytree(filled.root, tmp_path / "home")))


def client_of(home, login="lanshan", now=NOW):
    return DeskClient(desk_app(home, read_settings(home), clock=lambda: now), login)


@pytest.fixture
def client(home):
    return lambda login="lanshan": client_of(home, login)


def token_of(client):
    """A token for who sees no form, too: the page's own guard makes it."""
    client.get("/")
    return client.app.state.desk.guard.token(client.cookies["shanhuo_desk"], client.login)


def press(client, name="employment", county=COUNTY):
    return client.post(
        f"/registers/{name}/none", data={"token": token_of(client), "county": county}
    )


def batches(home, kind="employment"):
    return [m for m in LocalLanding(home.landing).manifests() if m.kind == kind]


def test_a_press_is_kept_with_who_and_when_and_the_task_is_gone(home, client):
    clerk = client()
    assert 'href="/registers/employment"' in clerk.get("/").text
    assert BUTTON in clerk.get(f"/registers/employment?county={COUNTY}").text
    answer = press(clerk)
    assert answer.status_code == 303
    page = clerk.get(answer.headers["location"]).text
    assert "lanshan 于 2020-07-03 09:00 确认：2020-07-03 本县没有用工台账的内容" in page
    assert BUTTON not in page
    assert 'href="/registers/employment"' not in clerk.get("/").text
    assert 'href="/registers/trainings"' in clerk.get("/").text
    told = clerk.get(f"/history/employment?county={COUNTY}").text
    assert "lanshan 确认：2020-07-03 本县没有内容" in told
    (batch,) = batches(home)
    done, begun = entries(home, most=2)
    assert (begun.action, begun.county_code) == ("确认没有内容", COUNTY)
    assert done.subjects == ["employment", "none_on 2020-07-03", batch.batch_id]


def test_a_second_press_lands_nothing_more(home, client):
    clerk = client()
    assert press(clerk).status_code == press(clerk).status_code == 303
    assert len(batches(home)) == 1


def test_the_neighbour_is_still_asked(client):
    press(client())
    assert 'href="/registers/employment"' in client("ningyuan").get("/").text


def test_a_county_with_rows_is_offered_no_button_and_refused_all_the_same(home, client):
    clerk = client()
    page = clerk.get(f"/registers/products?county={COUNTY}").text
    assert BUTTON not in page
    assert "没有变化</button>" in page
    answer = press(clerk, "products")
    assert answer.status_code == 422
    assert "本县现有 2 条有效，不能确认“没有”" in answer.text
    assert "填上失效日期再上传" in answer.text
    assert len(batches(home, "products")) == 1


@pytest.mark.parametrize(
    ("login", "county"),
    [("lanshan", NEIGHBOUR), ("yongzhou", COUNTY), ("shengting", COUNTY)],
    ids=["another county's clerk", "a viewer", "an approver"],
)
def test_nobody_but_the_clerk_of_the_county_confirms(home, client, login, county):
    made = client(login)
    assert BUTTON not in made.get(f"/registers/employment?county={county}").text
    answer = press(made, county=county)
    assert answer.status_code == 403
    assert "只有本县的填报员" in answer.text or "不在您的地区范围内" in answer.text
    assert batches(home) == []


def test_a_later_file_with_rows_takes_the_words_place(home, client):
    assert press(client(), "shops").status_code == 303
    assert "本县没有网店（企业）的内容" in client().get(f"/registers/shops?county={COUNTY}").text
    clerk = client_of(home, now=NOW + timedelta(hours=1))
    place = clerk.post(
        "/registers/shops/uploads",
        data={"token": token_of(clerk), "county": COUNTY, "mode": "changes"},
        files={"file": ("网店.csv", SHOPS.encode())},
    ).headers["location"]
    assert clerk.post(f"{place}/load", data={"token": token_of(clerk)}).status_code == 303
    page = clerk.get(f"/registers/shops?county={COUNTY}").text
    assert "本县现有 1 行" in page
    assert "本县没有网店（企业）的内容" not in page
    assert BUTTON not in page
