"""What a clerk does at the desk: send, see what is wrong, load, look back, keep the ledger."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path

import pytest

from connectors.core.landing import LocalLanding
from connectors.core.tabular.marked import LIST_SHEET
from connectors.matching.offers import Candidate
from orchestration.desk.app import desk_app
from orchestration.desk.trail import entries
from orchestration.home import Home
from orchestration.match_reviews import Review, locked, write_reviews
from orchestration.registers.standing import standing_table
from orchestration.settings import read_settings
from tests.integration.desk_home import (
    COUNTY,
    NOW,
    VILLAGE,
    DeskClient,
    cells_of,
    save_cells,
    small_home,
)
from tests.unit.connectors.registers import marked_copies

HEADER = (
    "product_code,product_name,goods_class,industry,county_code,village_code,producer_code,"
    "evidence_kind,valid_from,valid_to"
)
NEW = f"CP003,蓝山黄花菜（示例）,primary_agri,蔬菜,{COUNTY},{VILLAGE},HZS001,product,2020-07-01,"
KEPT = f"CP001,蓝山红茶（示例）,tea_liquor,茶叶,{COUNTY},{VILLAGE},HZS001,product,,"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return small_home(tmp_path_factory.mktemp("flows") / "home")


@pytest.fixture
def home(filled, tmp_path):
    return Home(Path(shutil.copytree(filled.root, tmp_path / "home")))


@pytest.fixture
def clerk(home):
    return DeskClient(desk_app(home, read_settings(home), clock=lambda: NOW), "lanshan")


def token_on(text):
    return re.search(r'name="token" value="([0-9a-f]{64})"', text)[1]


def send(client, text, *, mode="changes", name="products", county=COUNTY):
    """Upload a register's file; the page that tells what became of it."""
    page = client.get(f"/registers/{name}?county={county}").text
    answer = client.post(
        f"/registers/{name}/uploads",
        data={"token": token_on(page), "county": county, "mode": mode},
        files={"file": ("产品.csv", text.encode())},
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def press_load(client, place, **fields):
    return client.post(f"{place}/load", data={"token": token_on(client.get(place).text), **fields})


def batches(home, kind="products"):
    return [m for m in LocalLanding(home.landing).manifests() if m.kind == kind]


def test_a_wrong_file_is_told_cell_by_cell_and_loads_nothing(home, clerk, tmp_path):
    wrong = NEW.replace("primary_agri", "水果类").replace(VILLAGE, "43112710022")
    place = send(clerk, f"{HEADER}\n{wrong}\n")
    page = clerk.get(place).text
    assert "发现 2 处问题，什么都没有入库" in page
    assert "C2" in page
    assert "F2" in page
    assert "不在可填内容之内" in page
    assert "确认入库" not in page
    answer = clerk.get(f"{place}/marked.xlsx")
    assert answer.status_code == 200
    copy = tmp_path / "marked.xlsx"
    copy.write_bytes(answer.content)
    assert "水果类" in [cell for row in cells_of(copy) for cell in row]
    assert LIST_SHEET in sheets_of(copy)
    # who presses on all the same by hand still loads nothing
    assert (
        clerk.post(f"{place}/load", data={"token": token_on(clerk.get("/ledger").text)}).headers[
            "location"
        ]
        == place
    )
    assert len(batches(home)) == 1


def test_another_clerk_can_neither_see_nor_load_it(home, clerk):
    place = send(clerk, f"{HEADER}\n{NEW}\n")
    other = DeskClient(clerk.app, "ningyuan")
    for path in (place, f"{place}/marked.xlsx"):
        assert other.get(path).status_code == 404
    answer = other.post(f"{place}/load", data={"token": token_on(other.get("/ledger").text)})
    assert answer.status_code == 404
    assert len(batches(home)) == 1


def test_a_row_of_another_county_is_an_error_with_its_cell(home, clerk):
    place = send(clerk, f"{HEADER}\n{NEW.replace(COUNTY + ',', '431126,', 1)}\n")
    page = clerk.get(place).text
    assert "E2" in page
    assert "什么都没有入库" in page


def test_changes_load_with_who_and_when_and_say_it(home, clerk):
    place = send(clerk, f"{HEADER}\n{NEW}\n")
    page = clerk.get(place).text
    assert "没有发现错误" in page
    assert "产品代码 CP003" in page
    assert "<ins>初级农产品</ins>" in page
    assert press_load(clerk, place).headers["location"] == place
    assert "已入库：新增 1 条" in clerk.get(place).text
    assert len(batches(home)) == 2
    codes = standing_table(home, "products", NOW)["product_code"].to_pylist()
    assert sorted(codes) == ["CP001", "CP002", "CP003", "CP900"]
    history = clerk.get(f"/history/products?county={COUNTY}").text
    assert "lanshan，只报变动：新增 1，改动 0，终止 0" in history
    assert "程序入库" in history
    version = clerk.get(f"/history/products?county={COUNTY}&key=CP003").text
    assert "蓝山黄花菜" in version
    assert "有效" in version
    assert [e.action for e in entries(home, most=3)] == ["台账入库完成", "台账入库", "上传"]


def test_a_neighbours_key_has_no_history_here(clerk):
    page = clerk.get(f"/history/products?county={COUNTY}&key=CP900").text
    assert "本县没有登记过这个编码" in page
    assert "宁远血鸭" not in page


@pytest.mark.parametrize("content", [b"\x89PNG\r\n", b"PK\x03\x04 cut off", b"\xff\xfe\x00\xd8"])
def test_what_is_no_workbook_is_refused_in_the_clerks_words(home, clerk, content):
    page = clerk.get(f"/registers/products?county={COUNTY}").text
    answer = clerk.post(
        "/registers/products/uploads",
        data={"token": token_on(page), "county": COUNTY, "mode": "changes"},
        files={"file": ("产品.xlsx", content)},
    )
    assert answer.status_code == 422
    assert "下一步" in answer.text
    assert 'lang="en"' not in answer.text
    assert len(batches(home)) == 1


def test_a_second_press_of_the_button_loads_once(home, clerk):
    place = send(clerk, f"{HEADER}\n{NEW}\n")
    token = token_on(clerk.get(place).text)
    answers = []

    def press():
        again = DeskClient(clerk.app, "lanshan")
        again.cookies = clerk.cookies
        answers.append(again.post(f"{place}/load", data={"token": token}).status_code)

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303, 303]
    assert len(batches(home)) == 2


def test_full_shows_what_it_ends_and_needs_the_count(home, clerk):
    place = send(clerk, f"{HEADER}\n{KEPT}\n{NEW}\n", mode="full")
    page = clerk.get(place).text
    assert "将要终止：1 条" in page
    assert "CP002" in page
    assert "CP900" not in page
    for typed in ("", "2", "一"):
        answer = press_load(clerk, place, closing=typed)
        assert answer.status_code == 422
        assert "确认的条数不对：这个文件会终止 1 条" in answer.text
    assert len(batches(home)) == 1
    press_load(clerk, place, closing="1")
    assert "终止 1 条" in clerk.get(place).text
    ended = {
        row["product_code"]: row["valid_to"]
        for row in standing_table(home, "products", NOW).to_pylist()
    }
    assert ended == {"CP001": None, "CP002": NOW.date(), "CP003": None, "CP900": None}


def test_what_is_in_force_can_be_downloaded_and_sent_back_as_it_is(home, clerk, tmp_path):
    answer = clerk.get(f"/registers/products/template.xlsx?county={COUNTY}&rows=current")
    path = tmp_path / "current.xlsx"
    path.write_bytes(answer.content)
    told = [cell for row in cells_of(path) for cell in row]
    assert "CP001" in told
    assert "CP900" not in told
    page = clerk.get(f"/registers/products?county={COUNTY}").text
    sent = clerk.post(
        "/registers/products/uploads",
        data={"token": token_on(page), "county": COUNTY, "mode": "full"},
        files={"file": ("产品.xlsx", path.read_bytes())},
    )
    place = sent.headers["location"]
    assert "与已入库的内容完全相同（2 条）" in clerk.get(place).text
    press_load(clerk, place)
    assert "已记下：本县的产品没有变化" in clerk.get(place).text


def test_a_quarter_without_change_needs_no_file_and_no_typing(home, clerk):
    page = clerk.get(f"/registers/products?county={COUNTY}").text
    answer = clerk.post(
        "/registers/products/unchanged", data={"token": token_on(page), "county": COUNTY}
    )
    place = answer.headers["location"]
    page = clerk.get(place).text
    assert "与已入库的内容完全相同（2 条）" in page
    assert 'type="text"' not in page
    press_load(clerk, place)
    assert "本县的产品没有变化" in clerk.get(place).text
    assert len(batches(home)) == 2


def test_rows_that_ended_long_ago_are_kept_by_the_whole_file(home, clerk):
    stem = KEPT.removesuffix(",,")
    old, new = f"{stem},2018-01-01,2020-07-01", f"{stem.replace('红茶', '绿茶')},2020-07-01,"
    press_load(clerk, send(clerk, f"{HEADER}\n{old}\n{new}\n"))
    before = standing_table(home, "products", NOW).to_pylist()
    assert [r["product_code"] for r in before].count("CP001") == 2
    page = clerk.get(f"/registers/products?county={COUNTY}").text
    answer = clerk.post(
        "/registers/products/unchanged", data={"token": token_on(page), "county": COUNTY}
    )
    assert "与已入库的内容完全相同（2 条）" in clerk.get(answer.headers["location"]).text


def test_a_dropped_file_is_gone(home, clerk):
    place = send(clerk, f"{HEADER}\n{NEW}\n")
    answer = clerk.post(f"{place}/drop", data={"token": token_on(clerk.get(place).text)})
    assert answer.headers["location"] == "/registers/products"
    assert clerk.get(place).status_code == 404
    assert len(batches(home)) == 1


# --- matches that a person decides ---


def review(review_id, product="CP001", counties=(COUNTY,)):
    return Review(
        review_id=review_id,
        platform="jd",
        shop_id="1",
        shop_name="某店（示例）",
        item_id=f"90{review_id}",
        title="红茶 250g",
        remark="",
        codes={},
        candidates=(
            Candidate(
                product_code=product, product_name="蓝山红茶（示例）", county_code=COUNTY,
                likeness=80.0, signs=("名称相近",),
            ),
        ),
        county_codes=counties,
        valid_from=NOW.date(),
        line_count=2,
        open_line_count=2,
        open_fen=12345,
    )  # fmt: skip


def settle(client, review_id, choice):
    token = token_on(client.get(f"/matches?county={COUNTY}").text)
    return client.post(
        f"/matches/{review_id}", data={"token": token, "county": COUNTY, "choice": choice}
    )


def matched(home):
    return {
        row["item_id"]: (row["product_code"], row["decided_by"])
        for row in standing_table(home, "item_matches", NOW).to_pylist()
    }


def test_a_clerk_decides_what_is_of_its_county_alone(home, clerk):
    with locked(home):
        write_reviews(home, [review("a1"), review("b2"), review("c3", counties=(COUNTY, "431126"))])
    page = clerk.get("/matches").text
    assert page.count("蓝山红茶（示例）") == 3
    assert "未认定的付款 123.45 元" in page
    assert settle(clerk, "a1", "CP001").status_code == 303
    assert settle(clerk, "b2", "none").status_code == 303
    assert matched(home) == {"90a1": ("CP001", "lanshan")}
    refused = settle(clerk, "c3", "CP001")
    assert refused.status_code == 403
    assert "不能由一个县决定" in refused.text
    for wrong in ("", "CP002", "CP900"):
        assert settle(clerk, "c3", wrong).status_code in {403, 422}
    province = DeskClient(clerk.app, "shengting")
    assert settle(province, "c3", "CP002").status_code == 422
    assert settle(province, "c3", "CP001").status_code == 303
    assert matched(home)["90c3"] == ("CP001", "shengting")
    assert "没有要复核的商品" in clerk.get("/matches").text


def test_a_decided_match_is_not_decided_again(home, clerk):
    with locked(home):
        write_reviews(home, [review("a1"), review("b2")])
    settle(clerk, "a1", "none")
    answer = settle(clerk, "a1", "CP001")
    assert answer.status_code == 404
    assert matched(home) == {}


# --- the offline ledger ---

TYPED = {"销售金额", "佐证编号"}


def ledger_file(client, month, path):
    answer = client.get(f"/ledger/template.xlsx?county={COUNTY}&month={month}")
    assert answer.status_code == 200
    path.write_bytes(answer.content)
    return cells_of(path)


def send_ledger(client, path):
    page = client.get(f"/ledger?county={COUNTY}").text
    answer = client.post(
        "/ledger/uploads",
        data={"token": token_on(page), "county": COUNTY},
        files={"file": (path.name, path.read_bytes())},
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def first_month(rows, count=12, county=COUNTY):
    """A clerk's first month, every cell typed."""
    header = rows[1]
    for number in range(count):
        row = {
            "台账编号": f"2020-06-{number + 1:03d}",
            "渠道": "特产专区",
            "销售日期": "2020-06",
            "县代码": county,
            "村代码": VILLAGE if county == COUNTY else "",
            "产销主体编码": "HZS001",
            "商品名称": f"红茶 {number}",
            "销售金额": f"{number + 1}00.50",
            "佐证等级": "票据",
            "佐证编号": f"PJ{number:04d}",
        }
        rows.append([row.get(label, "") for label in header])
    return rows


def test_a_month_in_which_only_sales_changed_takes_at_most_forty_typed_cells(home, clerk, tmp_path):
    path = tmp_path / "6月.xlsx"
    save_cells(first_month(ledger_file(clerk, "2020-06", path)), path)
    place = send_ledger(clerk, path)
    page = clerk.get(place).text
    assert "没有发现问题" in page
    assert clerk.get(f"{place}/marked.xlsx").status_code == 404
    assert "7,806.00" in page
    press_load(clerk, place)
    assert "已入库：12 行，销售 7,806.00 元" in clerk.get(place).text

    rows = ledger_file(clerk, "2020-07", path)
    assert len(rows) == 2 + 12
    typed = 0
    for number, row in enumerate(rows[2:]):
        for label in TYPED:
            at = rows[1].index(label)
            assert row[at] == ""
            row[at] = f"{number + 1}10.00" if label == "销售金额" else f"PJ1{number:03d}"
            typed += 1
    assert typed <= 40
    july = save_cells(rows, tmp_path / "7月.xlsx")
    place = send_ledger(clerk, july)
    page = clerk.get(place).text
    assert "没有发现问题" in page, page
    assert "新增 12 行，更正 0 行" in page
    # no field of the page has to be typed either
    assert 'type="text"' not in page
    press_load(clerk, place)
    listed = clerk.get(f"/ledger?county={COUNTY}").text
    assert "2020-07" in listed
    assert "7,920.00" in listed


def test_a_corrected_row_is_shown_before_and_after(clerk, tmp_path):
    path = tmp_path / "6月.xlsx"
    rows = first_month(ledger_file(clerk, "2020-06", path), 2)
    place = send_ledger(clerk, save_cells(rows, path))
    press_load(clerk, place)
    rows[2][rows[1].index("销售金额")] = "99.00"
    page = clerk.get(send_ledger(clerk, save_cells(rows, path))).text
    assert "新增 0 行，更正 1 行" in page
    assert "<del>100.50</del>" in page
    assert "<ins>99.00</ins>" in page


def test_an_empty_amount_is_told_and_loads_nothing(home, clerk, tmp_path):
    path = tmp_path / "6月.xlsx"
    rows = first_month(ledger_file(clerk, "2020-06", path), 2)
    rows[3][rows[1].index("销售金额")] = ""
    place = send_ledger(clerk, save_cells(rows, path))
    page = clerk.get(place).text
    assert "发现 1 处问题，什么都没有入库" in page
    assert "第 4 行" in page
    marked = clerk.get(f"{place}/marked.xlsx")
    path.write_bytes(marked.content)
    assert cells_of(path)[3][rows[1].index("商品名称")] == "红茶 1"
    # mended and sent back as it is, the copy is a sound file
    mended = cells_of(path)
    mended[3][rows[1].index("销售金额")] = "20.00"
    assert "没有发现问题" in clerk.get(send_ledger(clerk, save_cells(mended, path))).text
    assert DeskClient(clerk.app, "ningyuan").get(f"{place}/marked.xlsx").status_code == 404
    answer = clerk.post(f"{place}/load", data={"token": token_on(clerk.get("/ledger").text)})
    assert answer.status_code == 422
    assert batches(home, "ledger") == []


def test_a_ledger_row_of_another_county_loads_nothing(home, clerk, tmp_path):
    path = tmp_path / "6月.xlsx"
    rows = first_month(ledger_file(clerk, "2020-06", path), 1, county="431126")
    place = send_ledger(clerk, save_cells(rows, path))
    page = clerk.get(place).text
    assert "写的是别的县" in page
    assert "第 3 行" in page
    path.write_bytes(clerk.get(f"{place}/marked.xlsx").content)
    at = f"{chr(ord('A') + rows[1].index('县代码'))}3"
    assert marked_copies.sheets(path)[0].red == {at}
    assert batches(home, "ledger") == []


def test_the_same_ledger_twice_lands_once(home, clerk, tmp_path):
    path = tmp_path / "6月.xlsx"
    save_cells(first_month(ledger_file(clerk, "2020-06", path), 2), path)
    press_load(clerk, send_ledger(clerk, path))
    place = send_ledger(clerk, path)
    press_load(clerk, place)
    assert "以前已经入库，没有重复计算" in clerk.get(place).text
    assert len(batches(home, "ledger")) == 1


def sheets_of(path):
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).sheet_names
