"""A world directory: registers, order files and the truth of an invented province.

docs/worlds.md gives the form of each file. Only names are looked at here: the truth is for judging
and is read by nobody who attributes. Keep out: reading rows.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from connectors.core.errors import ConfigurationError
from connectors.files.feeds import order_feeds
from connectors.registers.specs import PROGRAMME_REGISTERS, REGISTERS

_ENDINGS = (".csv", ".xlsx")
_LINES = "__lines"
_ADVICE = "docs/worlds.md gives the form of a world directory"


class OrderFile(msgspec.Struct, frozen=True, kw_only=True):
    """One export file of one shop, with its line file where there is one."""

    feed: str
    shop_id: str
    path: Path
    lines_path: Path | None = None


class WorldFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a world. Registers and order files come in the order in which to load them."""

    registers: dict[str, Path]
    # the folder of programmes, one folder each; None where the packaged ones serve
    programmes: Path | None
    order_files: list[OrderFile]
    truth: Path


def open_world(folder: Path) -> WorldFiles:
    """List the files of a world directory.

    Raises ConfigurationError where the folder, its orders or its truth are missing, and for a
    file whose name tells neither register nor feed.
    """
    if not folder.is_dir():
        raise _wrong("there is no such world directory", folder)
    truth = folder / "truth.csv"
    if not truth.is_file():
        raise _wrong("the world has no truth.csv", truth)
    order_files = _order_files(folder / "orders")
    if not order_files:
        raise _wrong("the world has no order file", folder / "orders")
    programmes = folder / "programmes"
    return WorldFiles(
        registers=_registers(folder / "registers"),
        programmes=programmes if programmes.is_dir() else None,
        order_files=order_files,
        truth=truth,
    )


def _registers(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in _files(folder):
        if path.stem not in REGISTERS or path.stem in PROGRAMME_REGISTERS:
            raise _wrong(f"{path.stem} is no register of a world", path)
        if path.stem in found:
            raise _wrong(f"the register {path.stem} stands there twice", path)
        found[path.stem] = path
    return {name: found[name] for name in REGISTERS if name in found}


def _order_files(folder: Path) -> list[OrderFile]:
    paths = {path.stem: path for path in _files(folder)}
    lines = {stem.removesuffix(_LINES): path for stem, path in paths.items() if _is_lines(stem)}
    orders = {stem: path for stem, path in paths.items() if not _is_lines(stem)}
    for stem, path in lines.items():
        if stem not in orders:
            raise _wrong("a line file without its order file", path)
    return [_order_file(stem, path, lines.get(stem)) for stem, path in sorted(orders.items())]


def _order_file(stem: str, path: Path, lines_path: Path | None) -> OrderFile:
    feed, _, rest = stem.partition("__")
    shop_id = rest.partition("__")[0]
    if feed not in order_feeds() or not shop_id:
        raise _wrong(
            f"the name doesn't tell feed and shop: <feed>__<shop_id>[__<name>], "
            f"feeds are {', '.join(sorted(order_feeds()))}",
            path,
        )
    return OrderFile(feed=feed, shop_id=shop_id, path=path, lines_path=lines_path)


def _is_lines(stem: str) -> bool:
    return stem.endswith(_LINES)


def _files(folder: Path) -> list[Path]:
    """The folder's tables by name; anything else there is a slip that must not pass unseen."""
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if not path.is_file() or path.suffix.lower() not in _ENDINGS:
            raise _wrong("neither a CSV nor an XLSX file", path)
        found.append(path)
    return found


def _wrong(what: str, where: Path) -> ConfigurationError:
    return ConfigurationError(what, where=str(where), advice=_ADVICE)
