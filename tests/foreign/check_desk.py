"""The W3C's checker finds nothing in the desk's pages and style.

Run by tests/foreign/run, which sets the checker up. No test here is ever skipped.
"""

from __future__ import annotations

import re

import pytest

from orchestration.desk.app import PAGES, desk_app
from orchestration.settings import read_settings
from tests.foreign.check_page import messages
from tests.integration.desk_home import COUNTY, NOW, DeskClient, small_home

STYLE = "orchestration/desk/static/desk.css"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every page as a clerk and an approver see it, one sent file with errors and one without."""
    folder = tmp_path_factory.mktemp("desk")
    home = small_home(folder / "home")
    app = desk_app(home, read_settings(home), clock=lambda: NOW)
    clerk, approver = DeskClient(app, "lanshan"), DeskClient(app, "shengting")
    places = [re.sub(r"\{[^}]*\}", "products", path) for path in PAGES if "template" not in path]
    head = "producer_code,producer_kind,county_code\n"
    sent = [send(clerk, head + row) for row in (f"HZS9,coop,{COUNTY}\n", "HZS9,集体,1\n")]
    for client in (clerk, approver):
        for path in [*places, *sent]:
            name = f"{client.login}{re.sub('[^a-z0-9]', '_', path, flags=re.IGNORECASE)}.html"
            (folder / name).write_text(client.get(path).text, encoding="utf-8")
    return sorted(folder.glob("*.html"))


def send(client, text):
    token = re.search(
        r'name="token" value="([0-9a-f]{64})"', client.get("/registers/producers").text
    )
    answer = client.post(
        "/registers/producers/uploads",
        data={"token": token[1], "county": COUNTY, "mode": "changes"},
        files={"file": ("a.csv", text.encode())},
    )
    return answer.headers["location"]


def test_no_page_of_the_desk_has_a_fault(pages):
    assert len(pages) > 2 * len(PAGES) - 6
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert "没有发现错误" in told
    assert "什么都没有入库" in told
    assert messages(*pages) == []


def test_the_style_has_no_fault():
    assert messages("--css", STYLE) == []
