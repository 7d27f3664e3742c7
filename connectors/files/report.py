"""What reading a file came to, in numbers a shop can compare with its back office.

Keep out: rows, ids, anything of a buyer.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import msgspec

from connectors.files.orders import FileOrders


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of rows and orders, and fen; `paid_fen` = `net_fen` + `refunded_fen`.

    `paid_fen` is what buyers paid, with freight where the file tells it (`freight_fen`, else null);
    `goods_paid_fen` is the part that counts as a sale. Months are those of payment, `yyyy-MM`.
    """

    file_name: str
    source_sha256: str
    rows_read: int
    quarantined_count: int
    repeated_row_count: int
    order_count: int
    paid_count: int
    unpaid_count: int
    other_count: int
    paid_fen: int
    net_fen: int
    refunded_fen: int
    freight_fen: int | None
    goods_paid_fen: int
    by_paid_month: dict[str, int]
    quarantine_reasons: dict[str, int]
    # True: the totals row equals the sum; False: it could not be proven; None: there is none
    totals_agree: bool | None

    def sentences(self) -> list[str]:
        """The report as lines of English for the command line."""
        months = ", ".join(f"{n:,} in {month}" for month, n in sorted(self.by_paid_month.items()))
        lines = [
            f"{self.rows_read:,} rows read, {self.paid_count:,} paid, "
            f"{self.unpaid_count:,} unpaid left out"
            + (
                f", {self.other_count:,} closed, deposit or wholesale left out"
                if self.other_count
                else ""
            ),
            (
                f"paid {_yuan(self.paid_fen)} = net {_yuan(self.net_fen)} "
                f"+ refunded {_yuan(self.refunded_fen)} yuan"
            ),
            f"paid orders by month of payment: {months or 'none'}",
        ]
        if self.freight_fen is not None:
            lines.append(
                f"freight in it {_yuan(self.freight_fen)}, goods {_yuan(self.goods_paid_fen)} yuan"
            )
        if self.quarantined_count:
            reasons = ", ".join(f"{r} {n:,}" for r, n in sorted(self.quarantine_reasons.items()))
            lines.append(f"{self.quarantined_count:,} quarantined ({reasons})")
        if self.repeated_row_count:
            lines.append(f"{self.repeated_row_count:,} rows repeat another row and count once")
        if self.totals_agree is not None:
            lines.append(
                "the totals row agrees"
                if self.totals_agree
                else "the totals row can't be proven: a row's amount is unreadable"
            )
        return lines


def make_report(
    found: FileOrders, *, file_name: str, source_sha256: str, totals_agree: bool | None
) -> FileReport:
    """Counts and sums over all orders of the file."""
    states = Counter(order.reading.sale_state for order in found.orders)
    sales = [order.reading for order in found.orders if order.reading.sale_state == "sale"]
    freights = [sale.freight_fen for sale in sales if sale.freight_fen is not None]
    paid, refunded = (
        sum(sale.payment_fen for sale in sales),
        sum(sale.refunded_fen for sale in sales),
    )
    return FileReport(
        file_name=file_name,
        source_sha256=source_sha256,
        rows_read=sum(order.row_count for order in found.orders) + found.repeated_row_count,
        quarantined_count=len(found.rejected),
        repeated_row_count=found.repeated_row_count,
        order_count=len(found.orders),
        paid_count=states["sale"],
        unpaid_count=states["unpaid"],
        other_count=len(found.orders) - states["sale"] - states["unpaid"],
        paid_fen=paid,
        net_fen=paid - refunded,
        refunded_fen=refunded,
        freight_fen=sum(freights) if freights else None,
        goods_paid_fen=sum(sale.paid_fen for sale in sales),
        by_paid_month=dict(Counter(f"{sale.paid_at:%Y-%m}" for sale in sales if sale.paid_at)),
        quarantine_reasons=dict(Counter(rejected.reason for rejected in found.rejected)),
        totals_agree=totals_agree,
    )


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:,.2f}"
