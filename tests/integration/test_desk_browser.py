"""The desk in a real browser: a clerk's first month, the second, and every page at three widths."""

from __future__ import annotations

import contextlib
import shutil
from datetime import date, datetime

import pytest

from orchestration.home import Home
from orchestration.registers.approving import waiting
from tests.integration.chromium import Browser
from tests.integration.desk_home import cells_of, save_cells
from tests.integration.desk_journey import (
    MORNING,
    NEXT_NIGHT,
    PRODUCT,
    WIDTHS,
    Clerk,
    add_people,
    find_story,
    labelled,
    match_row,
    night,
    read_village,
    rows_of,
    running_desk,
    walk_first_month,
)

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def home(province, tmp_path_factory):
    place = tmp_path_factory.mktemp("desk") / "home"
    made = Home(shutil.copytree(province.home.root, place))
    add_people(made, find_story(made).county_code)
    return made


@pytest.fixture(scope="module")
def story(home):
    return find_story(home)


@pytest.fixture(scope="module")
def desk(home):
    with running_desk(home) as running:
        yield running


@contextlib.contextmanager
def sitting(desk, folder, login):
    """A browser of a login's own, with a folder for what it downloads and saves."""
    with Browser(headers={"X-Forwarded-User": login}, downloads=folder) as browser:
        yield Clerk(browser, desk, folder, None)


@pytest.fixture
def at_desk(desk, tmp_path_factory):
    """Opens the desk for a login, at nine in the morning whatever others did to the clock."""
    desk.now[0] = MORNING
    with contextlib.ExitStack() as opened:
        yield lambda login: opened.enter_context(
            sitting(desk, tmp_path_factory.mktemp(login), login)
        )


@pytest.fixture(scope="module")
def first_month(home, story, desk, tmp_path_factory):
    """The clerk's first month, from the empty template to the morning after the night."""
    desk.now[0] = MORNING
    with sitting(desk, tmp_path_factory.mktemp("first"), "xian-01") as clerk:
        told = walk_first_month(clerk, home, story)
        told["waiting"] = waiting(home)
        told["before the night"] = clerk.open("/villages?month=2020-06")
        night(home, NEXT_NIGHT, story.county_code)
        desk.now[0] = NEXT_NIGHT.replace(hour=9)
        return told | read_village(clerk, story)


def test_a_clerks_first_month_from_empty_template_to_the_villages_line(story, first_month):
    told = first_month
    assert "我的待办" in told["tasks"]
    assert "发现 1 处问题，什么都没有入库" in told["wrong"]
    assert "不是 12 位数字代码" in told["wrong"]
    assert "没有发现错误" in told["mended"]
    for step in ("producers", "products", "matches"):
        assert "已入库：新增 1 条" in told[step], told[step]
    assert "1,234.50" in told["ledger"]
    assert told["waiting"] == []
    # nothing of it counts before the night
    assert story.village_code not in told["before the night"]

    (line,) = [each for each in told["villages"].splitlines() if story.village_code in each]
    assert "O3 产品或品牌登记" in line
    assert "1,234.50" in line
    # village, code, net: the desk and the bulletin print one figure
    net = line.split("\t")[1]
    (printed,) = [each for each in told["bulletin"].splitlines() if story.village_code in each]
    assert printed.split("\t")[0] == story.village_name
    assert net in printed.split("\t")


@pytest.mark.usefixtures("first_month")
def test_a_month_where_only_sales_changed_is_few_typed_cells(at_desk, desk):
    clerk = at_desk("xian-01")
    desk.now[0] = datetime(2020, 8, 1, 9)
    clerk.open("/ledger")
    form = clerk.browser.download('a[href*="month=2020-07"]')
    before = len(clerk.browser.typed)
    told = clerk.send(july_of(clerk, form))
    assert "没有发现问题" in told, told
    assert "新增 1 行" in told
    assert "已入库：1 行" in clerk.load()
    typed = clerk.typed_cells + len(clerk.browser.typed) - before
    assert 0 < typed <= 40


def july_of(clerk, form):
    """The begun month with its amounts and proofs typed in."""
    rows = cells_of(form)
    for row in rows[2:]:
        for label, text in (("销售金额", "88.00"), ("佐证编号", "PJ0002")):
            row[rows[1].index(label)] = text
            clerk.typed_cells += 1
    return save_cells(rows, clerk.folder / "7月.xlsx")


@pytest.mark.usefixtures("first_month")
def test_a_back_dated_match_waits_until_somebody_else_approves(home, story, at_desk, desk):
    clerk = at_desk("xian-01")
    desk.now[0] = NEXT_NIGHT.replace(hour=10)
    clerk.open("/registers/item_matches")
    form = clerk.browser.download('a[href$="rows=current"]')
    row = labelled("item_matches", match_row(story, date(2020, 4, 1)))
    rows = [r for r in cells_of(form) if PRODUCT not in r]
    at = next(n for n, each in enumerate(rows) if set(row) <= set(each))
    rows = [*rows[: at + 1], [row.get(label, "") for label in rows[at]]]
    told = clerk.send(save_cells(rows, clerk.folder / "补报.xlsx"))
    assert "从 30 天以前起算" in told, told
    assert "2020年5月" in told
    assert "等待省级审批" in clerk.load()
    (load,) = waiting(home)
    assert load.record.loaded_by == "xian-01"
    page = clerk.open(f"/approvals/{load.load_id}")
    assert "撤回这次报送" in page
    assert "同意，进入计算" not in page

    approver = at_desk("sheng-01")
    assert "等待审批：1 件" in approver.open("/")
    approver.browser.click(f'a[href="/approvals/{load.load_id}"]')
    assert "2020-04-01" in approver.browser.text()
    approver.browser.fill("#reason", "合作社四月已签约，有合同")
    approver.browser.click('button[value="approve"]')
    assert "没有等待审批的内容" in approver.browser.text()
    (kept,) = [
        r for r in rows_of(home, "item_matches", desk.now[0]) if r["item_id"] == story.item_id
    ]
    assert kept["valid_from"] == date(2020, 4, 1)
    assert "合作社四月已签约" in approver.open(f"/history/item_matches?county={story.county_code}")


PAGES = (
    "/", "/registers", "/registers/products", "/ledger", "/villages", "/matches", "/history",
    "/history/products", "/approvals", "/nothing-here",
)  # fmt: skip


@pytest.mark.parametrize("login", ["xian-01", "shi-01", "sheng-01"])
def test_every_page_fits_every_screen_without_script_or_complaint(at_desk, login):
    clerk = at_desk(login)
    clerk.browser.without_script()
    for path in PAGES:
        for width in WIDTHS:
            clerk.browser.size(width)
            clerk.open(path)
            wide = clerk.browser.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, width)
            complaints = clerk.browser.complaints()
            if path != "/nothing-here":
                assert complaints == [], (path, complaints)


def test_the_keyboard_alone_reaches_the_text_and_every_form_field_has_a_label(at_desk):
    clerk = at_desk("xian-01")
    clerk.open("/registers/products")
    clerk.browser.press("Tab")
    assert clerk.browser.evaluate("document.activeElement.textContent") == "跳到正文"
    clerk.browser.press("Enter")
    assert clerk.browser.evaluate("location.hash") == "#main"
    for path in PAGES:
        clerk.open(path)
        assert (
            clerk.browser.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
                ".filter(e => !e.labels.length).map(e => e.outerHTML)"
            )
            == []
        ), path
        assert clerk.browser.evaluate("document.querySelectorAll('h1').length") == 1, path


def test_a_planted_script_and_a_planted_width_are_noticed(at_desk, desk):
    """The two checks above see what they are there for."""
    clerk = at_desk("xian-01")
    clerk.open("/ledger")
    clerk.browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"width:3000px\">x</p>"
        "<div id=wide>x</div>'); document.querySelector('#wide').style.width = '3000px'"
    )
    # the policy refused the inline style of the markup, and said so
    assert any("style" in text for text in clerk.browser.complaints())
    assert clerk.browser.evaluate("document.documentElement.scrollWidth") > 1280
