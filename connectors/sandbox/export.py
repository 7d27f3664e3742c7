"""Writes a world to a folder: registers, the programme's samples, export files, truth.

The folder has the form that any world made elsewhere has (docs/worlds.md). The same world,
window and moment give the same bytes. Keep out: how anything is made.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from connectors.registers.specs import register_spec
from connectors.sandbox import programme
from connectors.sandbox.content_registers import BOX_COLUMNS, box_rows
from connectors.sandbox.decisions import DECISION_COLUMNS, decision_rows
from connectors.sandbox.goods_registers import WRITERS as GOODS_WRITERS
from connectors.sandbox.market_registers import WRITERS as MARKET_WRITERS
from connectors.sandbox.order_files import write_jd, write_taobao
from connectors.sandbox.records import WorldOrder, WorldShop
from connectors.sandbox.registers import COLUMNS, columns_of, register_rows
from connectors.sandbox.truth import LineIds, TruthRow, truth_rows
from connectors.sandbox.work_registers import WRITERS as WORK_WRITERS
from connectors.sandbox.work_registers import authorisation_rows
from connectors.sandbox.world import World
from connectors.sandbox.writing import in_order, write_csv

_EXPORTS: dict[str, Callable[[WorldShop, list[WorldOrder], Path], None]] = {
    "taobao": write_taobao,
    "jd": write_jd,
}

Period = tuple[datetime, datetime]
_DEEDS = WORK_WRITERS | GOODS_WRITERS | MARKET_WRITERS
#: registers of what was done, told at the end of a quarter
WORK_REGISTERS = frozenset(_DEEDS)


def export_world(world: World, out: Path, *, start: datetime, end: datetime, now: datetime) -> None:
    """Registers, samples, export files and truth of orders created in `[start, end)`.

    Orders of platforms whose export files the sandbox does not write stand in the truth only.
    Line ids in the truth are those that a reader of the export files gives.
    """
    write_registers(world, out, line_ids="file")
    folder = out / "orders"
    for shop in world.shops:
        index = world.orders(shop.shop_id, by="created", start=start, end=end, now=now)
        orders = index.oldest_first(0, index.total)
        if not orders:
            continue  # a back office gives no file for a period without orders
        write = _EXPORTS.get(shop.platform)
        if write is not None:
            write(shop, orders, folder)
    write_truth(world, out / "truth.csv", [(start, end)], now, line_ids="file")


def write_registers(
    world: World, out: Path, *, line_ids: LineIds = "wire", file_shops: Container[str] = ()
) -> None:
    """`out/registers/*.csv` in the public templates' columns, `out/programmes/hunan-2020/*.csv`.

    The programme's files hold samples only; they lie over the packaged programme row by row.
    """
    for name in COLUMNS:
        columns = columns_of(name)
        rows = in_order(columns, register_rows(world, name))
        write_csv(out / "registers" / f"{name}.csv", columns, rows)
    boxes = list(box_rows(world))
    if boxes:
        write_csv(out / "registers" / "boxes.csv", BOX_COLUMNS, in_order(BOX_COLUMNS, boxes))
    decisions = list(decision_rows(world, line_ids=line_ids, file_shops=file_shops))
    if decisions:  # a small world has nothing to decide, and a register without a row is refused
        decided = in_order(DECISION_COLUMNS, decisions)
        write_csv(out / "registers" / "decisions.csv", DECISION_COLUMNS, decided)
    folder = out / "programmes" / programme.PROGRAMME
    for name, columns, made in (
        ("programme_regions", programme.REGION_COLUMNS, programme.region_rows(world)),
        ("programme_targets", programme.TARGET_COLUMNS, programme.target_rows(world)),
    ):
        write_csv(folder / f"{name}.csv", columns, in_order(columns, made))


def write_work_registers(world: World, out: Path) -> None:
    """`out/registers/*.csv` of field work, goods, markets, money and authorisations.

    They attribute nothing, so a world that is made to judge attribution goes without them.
    """
    writers = _DEEDS | {"authorisations": authorisation_rows}
    for name, rows in writers.items():
        columns = register_spec(name).schema().names
        empty = dict.fromkeys(columns, "")
        filled = [empty | row for row in rows(world)]
        if filled:  # a register without a row is refused, and a small world may have none
            write_csv(out / "registers" / f"{name}.csv", columns, in_order(columns, filled))


def write_truth(
    world: World,
    path: Path,
    periods: Sequence[Period],
    now: datetime,
    *,
    line_ids: LineIds = "wire",
    file_shops: Container[str] = (),
) -> int:
    """The truth of orders created in the periods; gives the number of rows."""
    rows = _truth_lines(world, periods, now, line_ids, file_shops)
    return write_csv(path, TruthRow._fields, rows, encoding="utf-8", line_end="\n")


def _truth_lines(
    world: World,
    periods: Iterable[Period],
    now: datetime,
    line_ids: LineIds,
    file_shops: Container[str],
) -> Iterator[list[object]]:
    for start, end in periods:
        for row in truth_rows(
            world, start=start, end=end, now=now, line_ids=line_ids, file_shops=file_shops
        ):
            booked = row.booked_at.isoformat(sep=" ") if row.booked_at else ""
            yield [*row[:-1], booked]
