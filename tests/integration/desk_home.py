"""A small home for the desk: one county's registers, no order, people of every role.

Keep out: figures (the province of the other integration tests has them).
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import xlsxwriter
from python_calamine import CalamineWorkbook

from orchestration.home import Home, make_home
from orchestration.registers.packaged import land_places, land_register_file
from orchestration.settings import read_settings

COUNTY, NEIGHBOUR = "431127", "431126"
VILLAGE = "431127100229"
RECORDED_AT = datetime(2020, 1, 5, 9)
NOW = datetime(2020, 7, 3, 9)

SETTINGS = """\
province_code = "430000"
programme = "hunan-2020"
is_sandbox = true
buyer_hmac_key = "file:secrets/buyer_hmac.key"
"""
PEOPLE = """
[desk.people.lanshan]
role = "clerk"
areas = ["431127"]
office = "蓝山县商务局（示例）"

[desk.people.ningyuan]
role = "clerk"
areas = ["431126"]
office = "宁远县商务局（示例）"

[desk.people.yongzhou]
role = "viewer"
areas = ["431100"]
office = "永州市商务局（示例）"

[desk.people.shengting]
role = "approver"
areas = ["430000"]
office = "示例省商务厅"
"""
PRODUCERS = """\
producer_code,producer_kind,county_code,village_code,is_poor_household,valid_from,valid_to
HZS001,coop,431127,431127100229,,,
HZS002,coop,431127,431127102202,,,
QY9001,enterprise,431126,,,,
"""
PRODUCTS = """\
product_code,product_name,goods_class,industry,county_code,village_code,producer_code,evidence_kind,valid_from,valid_to
CP001,蓝山红茶（示例）,tea_liquor,茶叶,431127,431127100229,HZS001,product,,
CP002,蓝山脐橙（示例）,primary_agri,水果,431127,431127102202,HZS002,product,,
CP900,宁远血鸭（示例）,processed_food,加工,431126,,QY9001,product,,
"""


def small_home(path: Path) -> Home:
    """A home with places, three producers and three products, nothing built."""
    home = make_home(path)
    home.settings_file.write_text(SETTINGS + PEOPLE, encoding="utf-8")
    (home.secrets / "buyer_hmac.key").write_text("0" * 64)
    land_places(home, "430000", recorded_at=RECORDED_AT)
    for name, text in {"producers": PRODUCERS, "products": PRODUCTS}.items():
        file = path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        land_register_file(home, name, file, recorded_at=RECORDED_AT)
    read_settings(home)
    return home


def cells_of(path: Path) -> list[list[str]]:
    """The first sheet of a workbook as text."""
    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in rows]


def save_cells(rows: list[list[str]], path: Path) -> Path:
    """The cells as a clerk's spreadsheet saves them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("填报表")
        as_text = book.add_format({"num_format": "@"})
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, text, as_text)
    return path


class DeskClient:
    """A browser's part of the talk with the app, in this process: cookies and the login header."""

    def __init__(self, app, login: str | None, *, peer: str = "127.0.0.1") -> None:
        self.app = app
        self.login = login
        self._peer = peer
        self.cookies = httpx.Cookies()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._ask("GET", path, options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, options))

    async def _ask(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(
            self.app, client=(self._peer, 5000), raise_app_exceptions=False
        )
        headers = {"X-Forwarded-User": self.login} if self.login else {}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers=headers, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, **options)
            self.cookies = client.cookies
        return answer
