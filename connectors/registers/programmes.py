"""A programme's four tables: the packaged folder, with what this home adds or replaces.

A row of the home's folder takes the place of the packaged rows with its business key and is added
where there are none. Source: design, section 5. Keep out: the meaning of indicators and targets.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pyarrow as pa

from connectors.core.errors import ConfigurationError
from connectors.registers.checks import table_problems
from connectors.registers.problems import refuse
from connectors.registers.reader import load_table
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import PROGRAMME_REGISTERS, register_spec

_PACKAGED = files("connectors.registers") / "programmes"


def list_programmes(home_folder: Path | None = None) -> list[str]:
    """Names of the programmes that are packaged or lie in the home's folder of programmes."""
    names = {entry.name for entry in _PACKAGED.iterdir() if entry.is_dir()}
    if home_folder is not None and home_folder.is_dir():
        names |= {entry.name for entry in home_folder.iterdir() if entry.is_dir()}
    return sorted(name for name in names if not name.startswith((".", "__")))


def programme_tables(programme: str, home_folder: Path | None = None) -> dict[str, pa.Table]:
    """The four tables of a programme by register; a table without rows is empty.

    `home_folder` is `$SHANHUO_HOME/programmes`. Raises ConfigurationError where the programme is
    nowhere, a file is wrong, or a row is of another programme.
    """
    folders = [*_packaged(programme)]
    if home_folder is not None and (home_folder / programme).is_dir():
        folders.append(home_folder / programme)
    if not folders:
        raise ConfigurationError(
            f"there is no programme {programme}",
            where=str(home_folder or "programmes"),
            advice=f"choose one of {', '.join(list_programmes(home_folder))}, or add its folder",
        )
    tables = {}
    for register in PROGRAMME_REGISTERS:
        spec = register_spec(register)
        table = spec.schema().empty_table()
        for folder in folders:
            table = _overlaid(spec, table, _read(register, folder, programme))
        problems = table_problems(spec, table, range(1, table.num_rows + 1))
        if problems:
            raise refuse(register, f"{folders[-1]}", problems)
        tables[register] = table
    _require_programme(programme, tables, folders[-1])
    return tables


def _packaged(programme: str) -> list[Path]:
    if programme not in list_programmes():
        return []
    with as_file(_PACKAGED / programme) as folder:
        return [Path(folder)]


def _read(register: str, folder: Path, programme: str) -> pa.Table:
    paths = [folder / f"{register}{ending}" for ending in (".csv", ".xlsx")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return register_spec(register).schema().empty_table()
    table = load_table(register, path)
    strangers = set(table["programme"].to_pylist()) - {programme}
    if strangers:
        raise ConfigurationError(
            f"rows of another programme: {', '.join(sorted(strangers))}",
            where=str(path),
            advice=f"the folder {programme} holds rows of {programme} only",
        )
    return table


def _overlaid(spec: RegisterSpec, under: pa.Table, over: pa.Table) -> pa.Table:
    replaced = set(_keys(spec, over))
    keep = pa.array([key not in replaced for key in _keys(spec, under)], type=pa.bool_())
    return pa.concat_tables([under.filter(keep), over]).combine_chunks()


def _keys(spec: RegisterSpec, table: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(table[name].to_pylist() for name in spec.key), strict=True))


def _require_programme(programme: str, tables: dict[str, pa.Table], folder: Path) -> None:
    if tables["programmes"].num_rows == 0:
        raise ConfigurationError(
            f"the programme {programme} has no row of its own",
            where=str(folder),
            advice="add programmes.csv with its name, document, province and term",
        )
