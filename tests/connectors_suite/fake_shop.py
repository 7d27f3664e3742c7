"""A shop that every fake platform can show in its own protocol, and what must come of it.

Neutral records only. The fakes (fake_<platform>.py) read platforms.md a second time, by code that
shares nothing with the connectors.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

#: planted in every field that may not stay, asked for or not
CANARIES = (
    "CANARY张三丰",
    "13912345678",
    "CANARY岳麓山路一号",
    "CANARY-memo",
    "CANARY-nick",
    "CANARY-open-uid",
    "CANARY-secret",
    "CANARY-token-a",
    "CANARY-token-b",
    "CANARY-refresh-a",
    "CANARY-refresh-b",
)
NAME, PHONE, ADDRESS, MEMO, NICK, BUYER_ID, SECRET, TOKEN_A, TOKEN_B, REFRESH_A, REFRESH_B = (
    CANARIES
)
APP_KEY = "12345678"
#: of the second shop, where every shop has a key of its own
APP_KEY_B = "87654321"
NOW = datetime(2020, 7, 1, 2)
SHOP_A, SHOP_B = "1001", "1002"
TOKENS = {TOKEN_A: SHOP_A, TOKEN_B: SHOP_B}
REFRESH_TOKENS = {REFRESH_A: SHOP_A, REFRESH_B: SHOP_B}


@dataclass(frozen=True)
class FakeLine:
    sku_id: str
    price_fen: int
    quantity: int
    merchant_code: str = "HN-001"
    is_gift: bool = False


@dataclass(frozen=True)
class FakeOrder:
    """`state`: unpaid, closed, paid, finished, cancelled (after payment)."""

    order_id: str
    created_at: datetime
    modified_at: datetime
    state: str = "paid"
    paid_at: datetime | None = None
    lines: tuple[FakeLine, ...] = (FakeLine("501", 2990, 1),)
    discount_fen: int = 0
    subsidy_fen: int = 0
    freight_fen: int = 0
    #: platform field → value, put over the rendered record
    spoilt: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def goods_fen(self) -> int:
        return sum(line.price_fen * line.quantity for line in self.lines if not line.is_gift)

    @property
    def paid_fen(self) -> int:
        return self.goods_fen - self.discount_fen - self.subsidy_fen

    def line_parts(self) -> list[int]:
        """What each line cost after the order's discounts: all on the first lines that can bear."""
        left = self.goods_fen - self.paid_fen
        parts = []
        for line in self.lines:
            whole = 0 if line.is_gift else line.price_fen * line.quantity
            taken = min(whole, left)
            left -= taken
            parts.append(whole - taken)
        return parts


@dataclass(frozen=True)
class FakeRefund:
    refund_id: str
    order_id: str
    amount_fen: int
    modified_at: datetime
    state: str = "succeeded"


@dataclass
class FakeShops:
    """What the platform knows: orders and refunds by shop."""

    orders: dict[str, list[FakeOrder]] = field(default_factory=dict)
    refunds: dict[str, list[FakeRefund]] = field(default_factory=dict)

    def change(self, shop_id: str, order_id: str, **values: object) -> None:
        """The order changes while somebody pages."""
        self.orders[shop_id] = [
            replace(order, **values) if order.order_id == order_id else order
            for order in self.orders[shop_id]
        ]


def paid_orders(count: int, *, start: datetime, step: timedelta = timedelta(seconds=7)):
    """Orders created one after the other, paid a second later."""
    return [
        FakeOrder(
            order_id=str(400_000_000_000_000_000 + number),
            created_at=start + step * number,
            modified_at=start + step * number + timedelta(seconds=1),
            paid_at=start + step * number + timedelta(seconds=1),
            lines=(
                FakeLine("501", 1000 + number, 1 + number % 3),
                FakeLine("502", 550, 2, merchant_code=""),
            ),
            discount_fen=number % 7,
            subsidy_fen=number % 3,
            freight_fen=600,
        )
        for number in range(count)
    ]


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S")
