"""A province to which things happen: every method lands one change (see `small_world.CHANGES`).

Keep out: building, what the figures should be.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.dbt.property.memory_warehouse import MemoryWarehouse
from tests.dbt.property.recorded_run import Recording
from tests.dbt.property.small_world import FIRST_REGISTERS, MOMENTS, SHOPS, SUSPICION_RULES
from tests.dbt.province import digest, gazetteer, line, order, region

Row = dict[str, Any]
Key = tuple[str, str]

#: regions and shops are landed first and never withdrawn
_LASTING = 2


class LivingProvince:
    """Landed orders and refunds, newest last, and the warehouse that holds them."""

    def __init__(self, recording: Recording) -> None:
        self.warehouse = MemoryWarehouse(
            recording, datetime(2021, 3, 1), suspicion_rules=SUSPICION_RULES
        )
        self.orders: list[Row] = []
        self.refunds: list[Row] = []
        self._begin()

    def _begin(self) -> None:
        self.warehouse.register("regions", *gazetteer())
        counties = ("431222", "430524", "431121")
        self.warehouse.register(
            "shops",
            *(
                {
                    "platform": platform,
                    "shop_id": shop,
                    "trade_flow": "up",
                    "inspected_county_code": county,
                }
                for (platform, shop), county in zip(SHOPS, counties, strict=False)
            ),
        )
        for name, rows in FIRST_REGISTERS.items():
            self.warehouse.register(name, *rows)
        contents: Row = {
            "moment": MOMENTS[3],
            "sale_state": "sale",
            "paid_fen": 10_001,
            "receiver_county_code": "110101",
            "buyer_hmac": None,
            "lines": [
                {"line_id": "1", "merchant_code": "K1", "item_id": "i1", "list_fen": 3},
                {"line_id": "2", "merchant_code": "B1", "item_id": None, "list_fen": 4},
            ],
        }
        self.sells(SHOPS[0], contents)
        self.refund_comes(
            0,
            {
                "share_ppm": 1,
                "extra_fen": 1,
                "line_id": None,
                "refund_state": "succeeded",
                "days_after": 31,
            },
        )

    def sells(self, shop: Key, contents: Row) -> None:
        self._land_orders(shop, [f"o{len(self.orders)}"], contents)

    def sells_in_a_burst(self, shop: Key, contents: Row, count: int) -> None:
        contents = contents | {"sale_state": "sale", "buyer_hmac": "u1"}
        ids = [f"o{len(self.orders) + number}" for number in range(count)]
        self._land_orders(shop, ids, contents)

    def stands_on_another_platform_too(self, pick: int, minutes: int) -> None:
        old = self._order(pick)
        moment = old["contents"]["moment"] + timedelta(minutes=minutes)
        shop = ("jd", "s3") if old["platform"] == "taobao" else ("taobao", "s1")
        self.sells(shop, old["contents"] | {"moment": moment})

    def order_changes(self, pick: int, contents: Row, after: timedelta) -> None:
        old = self._order(pick)
        shop = (old["platform"], old["shop_id"])
        self._land_orders(shop, [old["order_id"]], contents, old["modified_at"] + after)

    def refund_comes(self, pick: int, contents: Row) -> None:
        self._land_refund(self._order(pick), f"r{len(self.refunds)}", contents, timedelta())

    def refund_changes(
        self, pick: int, contents: Row, after: timedelta, to_order: int | None
    ) -> None:
        old = self.refunds[pick % len(self.refunds)]
        of = old["of"] if to_order is None else self._order(to_order)
        # a refund may be told of another order of its platform than before
        of = of if of["platform"] == old["platform"] else old["of"]
        self._land_refund(of, old["refund_id"], contents, old["age"] + after)

    def refund_comes_before_its_order(self, contents: Row) -> None:
        of = {
            "platform": "taobao",
            "shop_id": "s1",
            "order_id": f"o{len(self.orders)}",
            "contents": {"moment": MOMENTS[2], "paid_fen": 5_000},
        }
        self._land_refund(of, f"r{len(self.refunds)}", contents, timedelta())

    def cannot_be_read(
        self, pick: int, *, is_refund: bool, after: timedelta, is_read_elsewhere: bool
    ) -> None:
        kind, name = ("refunds", "refund_id") if is_refund else ("orders", "order_id")
        of = self.refunds[pick % len(self.refunds)] if is_refund else self._order(pick)
        row = {
            "platform": of["platform"],
            "kind": kind,
            "record_id": of[name],
            "reason": "amount is no number",
            "amount_fen": None,
            "modified_at": of["modified_at"] + after,
            "payload_sha256": of["payload_sha256"]
            if is_read_elsewhere
            else digest(f"unreadable {len(self.warehouse.batches)}"),
        }
        self.warehouse.land(of["platform"], kind, {kind: [], "quarantine": [row]})

    def lands_again(self, pick: int) -> None:
        old = self._batch(pick)
        self.warehouse.land(old.platform, old.kind, old.tables, old.shops)

    def batch_is_withdrawn_or_comes_back(self, pick: int) -> None:
        self.warehouse.taken_out ^= {self._batch(pick).batch_id}

    def item_is_offered(self, platform: str, contents: Row) -> None:
        row = contents | {
            "platform": platform,
            "shop_id": "s1",
            "modified_at": self.warehouse.moment,
        }
        self.warehouse.land(platform, "items", {"items": [_signed(row)], "quarantine": []})

    def register_changes(self, change: tuple[str, list[Row]]) -> None:
        register, rows = change
        self.warehouse.register(register, *rows)

    def registers_change_together(self, changes: list[tuple[str, list[Row]]]) -> None:
        for change in changes:
            self.register_changes(change)

    def somebody_decides(self, pick: int, values: Row) -> None:
        of = self._order(pick)
        row = {"platform": of["platform"], "order_id": of["order_id"], "valid_from": None}
        self.warehouse.register("decisions", values | row | {"reason": "查实"})

    def county_merges(self, day: date | None) -> None:
        gone = region("431271", "洪江区", "county", "431200", is_statistical_zone=True)
        merged = {"valid_to": day, "successor_code": day and "431281"}
        self.warehouse.register("regions", gone | merged)

    def _order(self, pick: int) -> Row:
        return self.orders[pick % len(self.orders)]

    def _batch(self, pick: int) -> Any:
        landed = self.warehouse.batches[_LASTING:]
        return landed[pick % len(landed)]

    def _land_orders(
        self, shop: Key, ids: list[str], contents: Row, modified_at: datetime | None = None
    ) -> None:
        moment = contents["moment"]
        booked = moment if contents["sale_state"] == "sale" else None
        rows = [
            order(
                order_id,
                platform=shop[0],
                shop_id=shop[1],
                sale_state=contents["sale_state"],
                created_at=moment,
                booked_at=booked,
                paid_at=booked,
                modified_at=modified_at or moment,
                goods_fen=contents["paid_fen"],
                paid_fen=contents["paid_fen"],
                receiver_county_code=contents["receiver_county_code"],
                buyer_hmac=contents["buyer_hmac"],
            )
            for order_id in ids
        ]
        # two contents of one order are two payloads, whatever its own row says
        rows = [_signed(row, told=repr(contents["lines"])) for row in rows]
        lines = [line(row) | told for row in rows for told in contents["lines"]]
        tables = {"orders": rows, "lines": lines, "quarantine": []}
        self.warehouse.land(shop[0], "orders", tables, (shop[1],))
        self.orders += [row | {"contents": contents} for row in rows]

    def _land_refund(self, of: Row, refund_id: str, contents: Row, age: timedelta) -> None:
        moment, days = of["contents"]["moment"], contents["days_after"]
        amount = of["contents"]["paid_fen"] * contents["share_ppm"] // 1_000_000
        row = _signed(
            {
                "platform": of["platform"],
                "shop_id": of["shop_id"],
                "refund_id": refund_id,
                "order_id": of["order_id"],
                "line_id": contents["line_id"],
                "refund_state": contents["refund_state"],
                "amount_fen": amount + contents["extra_fen"],
                "succeeded_at": None if days is None else moment + timedelta(days=days),
                "modified_at": datetime(2021, 2, 1) + age,
            }
        )
        tables = {"refunds": [row], "quarantine": []}
        self.warehouse.land(of["platform"], "refunds", tables)
        self.refunds.append(row | {"of": of, "age": age})


def _signed(row: Row, told: str = "") -> Row:
    said = sorted((name, str(value)) for name, value in row.items() if name != "payload_sha256")
    return row | {"payload_sha256": digest(repr(said) + told)}
