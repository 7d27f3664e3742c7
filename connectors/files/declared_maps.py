"""Header maps as data: `maps/` has one TOML file for each platform that gives only files.

Fields of a map: `feed`, `platform`, `title_zh`, `source_zh` (where the form is known from, or
自拟模板), `encoding` (of the CSV template), `money_unit` (yuan or fen), `id_pattern` (of an order's
id), `required` (fields that must have a column, beyond the usual ones), `wholesale` (words of
trades that are no retail), `[names]` (further names of columns), `[states]` (further words of
states). The fields themselves stand in `declared.py`. Keep out: reading rows.
"""

from __future__ import annotations

import re
import tomllib
from functools import partial
from importlib.resources import files
from typing import Literal

import msgspec

from connectors.core.errors import ConfigurationError
from connectors.files.declared import FIELDS, Words, read_order
from connectors.files.spec import Column, ExportMap

#: words of states that any map may use; what counts and from when is design, section 3
_STATES = {
    "待付款": "unpaid",
    "未付款": "unpaid",
    "已付款": "sale",
    "待发货": "sale",
    "已发货": "sale",
    "待收货": "sale",
    "已收货": "sale",
    "已签收": "sale",
    "已完成": "sale",
    "交易成功": "sale",
    "已取消": "closed",
    "已关闭": "closed",
    "交易关闭": "closed",
    "已退款": "closed",
    "已付定金": "deposit",
}
_SALE_STATES = frozenset(_STATES.values())


class MapFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A map as its file states it."""

    feed: str
    platform: str
    title_zh: str
    source_zh: str
    encoding: Literal["utf-8-sig", "gb18030"]
    money_unit: Literal["yuan", "fen"]
    id_pattern: str
    required: frozenset[str] = frozenset()
    wholesale: frozenset[str] = frozenset()
    names: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    states: dict[str, str] = msgspec.field(default_factory=dict)


def read_maps() -> list[ExportMap]:
    """All declared maps, by feed.

    Raises ConfigurationError where a file is no map.
    """
    found = [
        parse_map(entry.read_text(encoding="utf-8"), name=entry.name)
        for entry in (files("connectors.files") / "maps").iterdir()
        if entry.name.endswith(".toml")
    ]
    return sorted(found, key=lambda export: export.feed)


def parse_map(text: str, *, name: str) -> ExportMap:
    """The map that a file states.

    Raises ConfigurationError for unknown fields, states that are none, and a pattern that is none.
    """
    try:
        stated = msgspec.convert(tomllib.loads(text), MapFile)
        id_pattern = re.compile(stated.id_pattern)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise _wrong(f"the map can't be read: {error}", name) from error
    _require_known(stated, name)
    words = Words(
        states={**_STATES, **stated.states},
        wholesale=stated.wholesale,
    )
    return ExportMap(
        feed=stated.feed,
        platform=stated.platform,
        title_zh=stated.title_zh,
        source_zh=stated.source_zh,
        encoding=stated.encoding,
        columns=_columns(stated, words),
        read_order=partial(read_order, words),
        id_pattern=id_pattern,
        rows_per_order="several",
        amount_field="paid",
        totalled_fields=("paid", "refunded"),
    )


def _columns(stated: MapFile, words: Words) -> dict[str, Column]:
    choices = {
        "state": tuple(words.states),
        "trade_kind": ("零售", *sorted(words.wholesale)),
        "flow": ("上行", "下行", "本地"),
    }
    return {
        field: msgspec.structs.replace(
            column,
            names=(*column.names, *stated.names.get(field, ())),
            is_required=column.is_required or field in stated.required,
            unit=stated.money_unit,
            words=choices.get(field, ()),
        )
        for field, column in FIELDS.items()
    }


def _require_known(stated: MapFile, name: str) -> None:
    unknown = sorted((stated.required | set(stated.names)) - set(FIELDS))
    if unknown:
        raise _wrong(f"there is no field {unknown[0]}", name)
    strange = sorted(set(stated.states.values()) - _SALE_STATES)
    if strange:
        raise _wrong(f"{strange[0]} is no state of a sale", name)


def _wrong(what: str, name: str) -> ConfigurationError:
    return ConfigurationError(
        what, where=f"connectors/files/maps/{name}", advice="mend this file of the package"
    )
