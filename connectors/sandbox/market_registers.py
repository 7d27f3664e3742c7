"""The markets and money of the box: pairings, events, contracts, funds, findings.

Invented by the seed; every name and document says 示例, except what the 2020 notice itself pairs.
Keep out: field work (work_registers), goods and brands (goods_registers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from connectors.sandbox.geography import POOR_COUNTIES
from connectors.sandbox.hashing import Draw
from connectors.sandbox.work_registers import SAMPLE, enterprise_code
from connectors.sandbox.world import World

Row = dict[str, str]

NOTICE = "湖南省商务厅 湖南省扶贫开发办公室关于做好2020年全省电商扶贫专项行动有关工作的通知"
XIANGXI, JINAN, CHANGSHA = "433100", "370100", "430100"
PAIRING = "DX-XX-JN"
EVENT = "HD-2020-SP"
_SPRING = date(2020, 4, 1)


def pairing_rows(_: World) -> Iterator[Row]:
    """湘西州 and 济南市 as the notice pairs them, and 长沙市 with a county as a sample."""
    yield {
        "pairing_no": PAIRING,
        "pairing_kind": "east_west",
        "helper_code": JINAN,
        "helped_code": XIANGXI,
        "document": NOTICE,
        "clause": "C023",
    }
    yield {
        "pairing_no": "SN-CS-LS",
        "pairing_kind": "within_province",
        "helper_code": CHANGSHA,
        "helped_code": "433130",
        "document": SAMPLE,
        "clause": "C024",
    }


def pairing_shop_rows(world: World) -> Iterator[Row]:
    """The two smallest shops of 湘西州, as if 济南 ran them."""
    shops = [s for s in world.shops if s.county_code[:4] == XIANGXI[:4] and s.trade_flow == "up"]
    for shop in sorted(shops, key=lambda s: (s.weight_ppm, s.shop_id))[:2]:
        yield {"pairing_no": PAIRING, "platform": shop.platform, "shop_id": shop.shop_id}


def event_rows(_: World) -> Iterator[Row]:
    """The festival of spring 2020 and a fair."""
    yield {
        "event_no": EVENT,
        "event_name": "双品网购节（示例）",
        "event_kind": "festival",
        "area_code": "430000",
        "host": "省商务厅（示例）",
        "starts_on": "2020-04-28",
        "ends_on": "2020-05-10",
        "platforms": "taobao|jd",
    }
    yield {
        "event_no": "HD-2020-CX",
        "event_name": "产销对接会（示例）",
        "event_kind": "matchmaking",
        "area_code": XIANGXI,
        "host": "州商务局（示例）",
        "starts_on": "2020-05-20",
        "ends_on": "2020-05-21",
    }


def contract_rows(world: World) -> Iterator[Row]:
    """A contract of each of the 51 counties; of some nobody has told the fulfilment."""
    for county in sorted(POOR_COUNTIES):
        draw = Draw(world.seed, "contract", county)
        intent = draw.between(5, 80) * 1_000_000
        is_told = draw.chance(700_000)
        yield {
            "contract_no": f"HT{county}",
            "event_no": "HD-2020-CX",
            "county_code": county,
            "enterprise_code": enterprise_code(county),
            "buyer": "采购单位（示例）",
            "buyer_channel": draw.pick(("school", "unit", "community", "trade")),
            "signed_on": "2020-05-20",
            "intent_fen": str(intent),
            "fulfilled_fen": str(intent * draw.between(10, 100) // 100) if is_told else "",
            "fulfilled_until_on": "2020-06-30" if is_told else "",
        }


def fund_rows(world: World) -> Iterator[Row]:
    """An allocation to each of the 51 counties; the notice's own amounts are not known."""
    for county in sorted(POOR_COUNTIES):
        yield {
            "fund_no": fund_no(county),
            "county_code": county,
            "document_no": SAMPLE,
            "source_department": "省商务厅（示例）",
            "allocated_on": "2020-03-20",
            "allocated_fen": str(_allocated(world, county)),
            "factors": "示例（真实分配见附件4，未提供）",
        }


def fund_no(county: str) -> str:
    """The number of a county's allocation."""
    return f"ZJ2020{county}"


def fund_payment_rows(world: World) -> Iterator[Row]:
    """What the counties paid out of it by the end of June."""
    for county in sorted(POOR_COUNTIES):
        draw = Draw(world.seed, "fund payments", county)
        share = _allocated(world, county) // 4
        for number, use in enumerate(("station_equipment", "training", "brand_event")):
            day = _SPRING + timedelta(days=draw.below(90))
            yield {
                "payment_no": f"ZF{county}{number}",
                "fund_no": fund_no(county),
                "county_code": county,
                "stage": "paid" if draw.chance(700_000) else "committed",
                "fund_use": use,
                "booked_on": day.isoformat(),
                "amount_fen": str(share * draw.between(30, 100) // 100),
                "payee_enterprise_code": enterprise_code(county),
                "voucher_no": f"{SAMPLE}{county}{number}",
            }


def violation_rows(world: World) -> Iterator[Row]:
    """A few findings, invented, about no shop by name."""
    for county in sorted(POOR_COUNTIES)[:6]:
        draw = Draw(world.seed, "violation", county)
        is_closed = draw.chance(500_000)
        yield {
            "violation_no": f"WG{county}",
            "county_code": county,
            "violation_kind": draw.pick(("failed_acceptance", "idle_funds", "slow_work")),
            "source": "supervision",
            "found_on": "2020-05-15",
            "state": "closed" if is_closed else "rectifying",
            "due_on": "2020-07-15",
            "closed_on": "2020-06-20" if is_closed else "",
        }


def unit_rows(_: World) -> Iterator[Row]:
    """洪江区 reports for itself though it has no civil code."""
    yield {
        "unit_level": "county",
        "area_code": "431271",
        "unit_code": "431271",
        "unit_name": "洪江区（怀化市洪江管理区）",
        "document": SAMPLE,
    }


def _allocated(world: World, county: str) -> int:
    return Draw(world.seed, "fund", county).between(80, 400) * 1_000_000


WRITERS: dict[str, Callable[[World], Iterator[Row]]] = {
    "reporting_units": unit_rows,
    "pairings": pairing_rows,
    "pairing_shops": pairing_shop_rows,
    "events": event_rows,
    "contracts": contract_rows,
    "funds": fund_rows,
    "fund_payments": fund_payment_rows,
    "violations": violation_rows,
}
