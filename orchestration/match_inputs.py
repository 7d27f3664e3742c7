"""Reads what matching looks at: items with their lines from landing, and registers as they stand.

Orders in their newest version, sales only, gifts left out; of accepted batches alone. What a line
is silent about is taken from the item on offer, as dbt's int_lines does.
Keep out: rules of matching (connectors.matching), writing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from connectors.core.canonical import ITEMS, LINES, ORDERS
from connectors.core.landing import LocalLanding
from connectors.matching.catalogue import Catalogue, Product, ShopFacts
from connectors.matching.offers import Offer
from connectors.matching.rules import Rules
from connectors.places.regions import code_on
from orchestration.home import Home
from orchestration.ingest import is_accepted
from orchestration.match_keys import lay_match_key
from orchestration.registers.standing import standing_table
from orchestration.warehouse import PROJECT

_PLACES = ("inspected_county_code", "operating_county_code", "licence_county_code")
_SQL = Path(__file__).with_name("match_lines.sql")
Row = dict[str, Any]
ItemKey = tuple[str, str]


class Inputs(NamedTuple):
    """Everything that one look needs. `matches` are the standing rows of item_matches by key."""

    offers: list[Offer]
    # (platform, shop, newest title) of every item sold or on offer
    shelf: list[tuple[str, str, str]]
    catalogue: Catalogue
    matches: dict[ItemKey, list[Row]]
    # sales that tell neither item nor title: order reports without their line file
    lines_without_item: int


def read_inputs(home: Home, *, province_code: str, rules: Rules, now: datetime) -> Inputs:
    """What feeds and registers say at `now` (naive Beijing time)."""
    on = now.date()
    registers = {
        name: standing_table(home, name, now)
        for name in ("products", "codes", "boxes", "shops", "agreements", "item_matches")
    }
    with duckdb.connect() as connection:
        _tell_lines(connection, home, registers, now)
        offers = _offers(connection, on)
        shelf = _rows(connection, "select * from item_shelf")
        ((homeless,),) = _rows(connection, "select count(*) from lines where item_id is null")
        typed = _rows(connection, "select * from shop_codes")
    matches: dict[ItemKey, list[Row]] = defaultdict(list)
    for row in registers["item_matches"].to_pylist():
        matches[row["platform"], row["item_id"]].append(row)
    shop_of = {(o.platform, o.item_id): o.shop_id for o in offers}
    catalogue = _catalogue(
        registers, province_code, rules, on, typed=typed, matched=_matched(matches, shop_of)
    )
    return Inputs(offers, shelf, catalogue, dict(matches), homeless)


def _tell_lines(
    connection: duckdb.DuckDBPyConnection, home: Home, registers: dict[str, pa.Table], now: datetime
) -> None:
    """Make the table `lines`: every sold line with its item's words, and whether it is open."""
    store = LocalLanding(home.landing)
    folders = [
        store.batch_path(m)
        for m in store.manifests()
        if m.kind in ("orders", "items") and m.landed_at <= now and is_accepted(store, m)
    ]
    for name, schema in (("orders", ORDERS), ("lines", LINES), ("items", ITEMS)):
        landed = connection.from_arrow(schema.empty_table()).project("*, '' as batch")
        paths = [str(f / f"{name}.parquet") for f in folders if (f / f"{name}.parquet").exists()]
        if paths:
            found = connection.read_parquet(paths, filename=True, union_by_name=True)
            # a batch is its folder; columns that older batches lack are unknown there
            named = ", ".join(c if c in found.columns else f"null as {c}" for c in schema.names)
            landed = found.project(f"{named}, parse_dirpath(filename) as batch")
        landed.create_view(f"landed_{name}")
    for name in ("codes", "boxes", "products", "item_matches"):
        connection.register(name, registers[name])
    lay_match_key(connection)
    connection.execute(_SQL.read_text(encoding="utf-8"))


def _offers(connection: duckdb.DuckDBPyConnection, on: date) -> list[Offer]:
    titles: dict[ItemKey, list[tuple[str, date]]] = defaultdict(list)
    for platform, item, title, first in _rows(connection, "select * from item_titles"):
        titles[platform, item].append((title, first))
    codes = _code_counts(connection, "item_codes")
    title_codes = _code_counts(connection, "item_title_codes")
    classes = _category_classes(on)
    return [
        Offer(
            platform=platform,
            shop_id=shop,
            item_id=item,
            titles=tuple(title for title, _ in titles[platform, item]),
            title_days=tuple(day for _, day in titles[platform, item]),
            codes=codes[platform, item],
            title_codes=title_codes[platform, item],
            category_class=classes.get((platform, category), ""),
            line_count=lines,
            open_line_count=open_lines,
            open_fen=open_fen,
            first_seen=first,
            last_seen=last,
        )
        for (
            platform, shop, item, category, lines, open_lines, open_fen, first, last
        ) in _rows(connection, "select * from item_offers order by platform, shop_id, item_id")
    ]  # fmt: skip


def _code_counts(
    connection: duckdb.DuckDBPyConnection, view: str
) -> defaultdict[ItemKey, dict[str, int]]:
    """How many lines carry each code, by item."""
    found: defaultdict[ItemKey, dict[str, int]] = defaultdict(dict)
    for platform, item, code, count in _rows(connection, f"select * from {view}"):  # noqa: S608
        found[platform, item][code] = count
    return found


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _category_classes(on: date) -> dict[tuple[str, str], str]:
    """The class of each platform category by the scheme of that day (dbt's own seed)."""
    path = PROJECT / "seeds" / "category_classes.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            (row["platform"], row["category"]): row["goods_class"]
            for row in csv.DictReader(handle)
            if row["valid_from"] <= on.isoformat() < row["valid_to"]
        }


def _matched(
    matches: dict[ItemKey, list[Row]], shop_of: dict[ItemKey, str]
) -> list[tuple[str, str, str, str]]:
    """(platform, shop, item, product) of every confirmed match of an item that was sold."""
    return [
        (platform, shop_of[platform, item], item, row["product_code"])
        for (platform, item), rows in matches.items()
        if (platform, item) in shop_of
        for row in rows
    ]


def _catalogue(
    registers: dict[str, pa.Table],
    province_code: str,
    rules: Rules,
    on: date,
    *,
    typed: list[tuple[str, str, str, str]],
    matched: list[tuple[str, str, str, str]],
) -> Catalogue:
    products = [
        Product(
            row["product_code"],
            row["product_name"] or "",
            _code(row["county_code"], on),
            row["goods_class"] or "",
        )
        for row in _in_force(registers["products"], on)
    ]
    codes = {
        row["merchant_code"]: row["product_code"] or "" for row in _in_force(registers["codes"], on)
    }
    own: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _in_force(registers["agreements"], on):
        if row["product_code"]:
            own[row["platform"], row["shop_id"]][row["product_code"]] |= set()
    coded = [(p, shop, item, codes[code]) for p, shop, item, code in typed if codes.get(code)]
    for platform, shop, item, product in (*matched, *coded):
        own[platform, shop][product].add(item)
    shops = {
        (row["platform"], row["shop_id"]): ShopFacts(
            row["shop_name"] or "",
            frozenset(_code(row[name], on) for name in _PLACES if row[name]),
            {p: frozenset(i) for p, i in own[row["platform"], row["shop_id"]].items()},
        )
        for row in _in_force(registers["shops"], on)
    }
    return Catalogue(
        products,
        codes,
        shops,
        province_stem=province_code[:2],
        least_code_length=rules.code.least_length,
    )


def _in_force(table: pa.Table, on: date) -> list[Row]:
    return [
        row
        for row in table.to_pylist()
        if (row["valid_from"] or date.min) <= on < (row["valid_to"] or date.max)
    ]


def _code(code: str | None, on: date) -> str:
    """A county's code of that day; registers may hold an older or a newer one."""
    return "" if not code else (code_on(code, on) or code)
