"""台账: each register's template, sending a file, what is wrong with it, what it would change.

Keep out: checking and loading (`orchestration.registers`), the offline ledger (`pages.ledger`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from starlette.responses import Response

from connectors.core.errors import FatalFeedError
from connectors.files.wording import refusal
from connectors.registers.load_records import Mode
from connectors.registers.marking import write_marked_copy
from connectors.registers.reader import Check
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import REGISTERS, register_spec
from connectors.registers.templates import write_template
from orchestration.desk import changes, confirming
from orchestration.desk.taking import note, take_file, upload_of
from orchestration.desk.uploads import Upload
from orchestration.desk.visit import Visit, workbook
from orchestration.errors import NothingToDo, SetupError
from orchestration.registers.checking import check_file
from orchestration.registers.filling import filling_of
from orchestration.registers.loading import Preview, preview
from orchestration.registers.loading import load as load_register
from orchestration.registers.scopes import Places

#: so many problems and changes are shown one by one
MOST_SHOWN = 100


def show_all(visit: Visit) -> Response:
    """Every register that a county keeps, with how many of its rows hold today."""
    county = visit.chosen_county()
    places = Places(visit.desk.home, visit.now)
    counted = [
        (spec, rows_today(places, spec, county, visit.now.date()).num_rows)
        for spec in county_registers()
    ]
    return visit.page("registers.html.j2", county=county, counted=counted)


def show(visit: Visit) -> Response:
    """One register: its templates and the form to send a file."""
    spec = spec_of(visit)
    county = visit.chosen_county()
    return visit.page(
        "register.html.j2",
        spec=spec,
        county=county,
        row_count=rows_today(
            Places(visit.desk.home, visit.now), spec, county, visit.now.date()
        ).num_rows,
        may_load=visit.person.loads(county),
        today=visit.now.date(),
        confirmation=confirming.standing(visit, spec, county),
        most_upload_mb=visit.desk.settings.desk.most_upload_mb,
    )


def template(visit: Visit) -> Response:
    """The register's form with the county's codes, empty or with all its rows."""
    spec = spec_of(visit)
    county = visit.chosen_county()
    is_current = visit.request.query_params.get("rows") == "current"
    what = "现有内容" if is_current else "空白模板"
    content = _form(visit, spec, county, is_current=is_current)
    return workbook(content, f"{spec.title_zh}-{county}-{what}.xlsx")


def marked(visit: Visit) -> Response:
    """The sent file with its wrong cells in red."""
    taken = upload_of(visit)
    if not taken.check.problems:
        raise NothingToDo("这个文件没有标红的格子", where="上传", advice="请回到核对页面")
    with visit.desk.shelf.folder() as folder:
        path = folder / "marked.xlsx"
        write_marked_copy(taken.check, path)
        return workbook(path.read_bytes(), f"{taken.file_name.rpartition('.')[0]}-标红.xlsx")


def upload(visit: Visit) -> Response:
    """Take a file and check it; nothing lands yet."""
    return _check(visit, spec_of(visit), _mode(visit))


def _check(visit: Visit, spec: RegisterSpec, mode: Mode) -> Response:
    taken = take_file(visit, kind="register", name=spec.name, mode=mode)
    with visit.desk.shelf.on_disk(taken) as path:
        taken.check = _checked(visit, taken, path)
    return visit.go(f"/uploads/{taken.upload_id}")


def unchanged(visit: Visit) -> Response:
    """Send the county's own rows as they are, so that a quarter without change needs no file."""
    spec = spec_of(visit)
    content = _form(visit, spec, visit.chosen_county(), is_current=True)
    visit.file = (f"{spec.title_zh}-没有变化.xlsx", content)
    return _check(visit, spec, "full")


def none(visit: Visit) -> Response:
    """Note that the county has nothing to report in this register today."""
    spec = spec_of(visit)
    county = visit.chosen_county()
    confirming.confirm(visit, spec, county)
    return visit.go(f"/registers/{spec.name}?county={county}")


def result(visit: Visit) -> Response:
    """The problems, or what loading would change, or what it did."""
    taken = upload_of(visit)
    spec = register_spec(taken.name)
    found = None
    if taken.outcome is None and not taken.check.problems:
        found = preview(visit.desk.home, taken.check, mode=taken.mode, recorded_at=visit.now)
    return visit.page(
        "register_result.html.j2",
        upload=taken,
        spec=spec,
        check=taken.check,
        preview=found,
        view=lambda change: changes.view_of(spec, change),
        most_shown=MOST_SHOWN,
    )


def load(visit: Visit) -> Response:
    """Load a sound file, with the number of keys it ends typed in by the clerk."""
    taken = upload_of(visit)
    with visit.desk.shelf.on_disk(taken) as path:
        check = _checked(visit, taken, path)
    taken.check = check
    if check.problems:
        return visit.go(f"/uploads/{taken.upload_id}")
    found = preview(visit.desk.home, check, mode=taken.mode, recorded_at=visit.now)
    confirmed = _confirmed(visit, found)
    note(visit, taken, "台账入库")
    loaded = load_register(
        visit.desk.home,
        check,
        mode=taken.mode,
        loaded_by=visit.person.login,
        confirmed_closing=confirmed,
        recorded_at=visit.now,
    )
    note(
        visit, taken, "台账入库，等待审批" if loaded.is_waiting else "台账入库完成", loaded.batch_id
    )
    _settle(taken, loaded.is_waiting, loaded.batch_id, loaded.preview)
    return visit.go(f"/uploads/{taken.upload_id}")


def county_registers() -> list[RegisterSpec]:
    """The registers whose rows belong to counties: those that a county's clerk keeps."""
    return [spec for spec in REGISTERS.values() if spec.county]


def rows_today(places: Places, spec: RegisterSpec, county_code: str, today: date) -> pa.Table:
    """The county's rows of a register that hold today or later."""
    table = places.standing(spec.name)
    inside = places.counties_in(county_code)
    mine = pa.array([c in inside for c in places.counties_of(spec.name, table)], pa.bool_())
    day = pa.scalar(today, pa.date32())
    holds = pc.fill_null(pc.greater(table["valid_to"], day), fill_value=True)
    return table.filter(pc.and_(mine, holds))


def spec_of(visit: Visit) -> RegisterSpec:
    """The register of this address. Raises NothingToDo where a county keeps none of that name."""
    name = str(visit.request.path_params["name"])
    spec = REGISTERS.get(name)
    if spec is None or not spec.county:
        raise NothingToDo("没有这个台账", where="台账", advice="请从“台账”页面选择")
    return spec


def _checked(visit: Visit, taken: Upload, path: Path) -> Check:
    """The file checked; one that can't be read at all is told in the clerk's words."""
    try:
        return check_file(
            visit.desk.home, taken.name, path, scope=taken.county_code, as_of=visit.now
        )
    except FatalFeedError as error:
        what, advice = refusal(error.what)
        raise SetupError(what, where=taken.file_name, advice=advice) from error


def _form(visit: Visit, spec: RegisterSpec, county_code: str, *, is_current: bool) -> bytes:
    filling = filling_of(
        visit.desk.home, spec.name, scope=county_code, as_of=visit.now, is_current=is_current
    )
    with visit.desk.shelf.folder() as folder:
        path = folder / "template.xlsx"
        write_template(spec.name, path, filling)
        return path.read_bytes()


def _mode(visit: Visit) -> Mode:
    match visit.form.get("mode"):
        case "full":
            return "full"
        case "changes":
            return "changes"
        case _:
            raise SetupError("没有选择报送方式", where="上传", advice="请选择“只报变动”或“全量”")


def _confirmed(visit: Visit, found: Preview) -> int | None:
    """The number typed in, where the load ends rows. Raises SetupError where it differs."""
    if not found.closed:
        return None
    typed = visit.form.get("closing", "").strip()
    if not typed.isascii() or not typed.isdecimal() or int(typed) != len(found.closed):
        raise SetupError(
            f"确认的条数不对：这个文件会终止 {len(found.closed)} 条",
            where="确认入库",
            advice="什么都没有入库；请返回核对“将要终止”的清单，再填写条数；"
            "如果只是补充或改动几条，请改用“只报变动”重新上传",
        )
    return int(typed)


def _settle(taken: Upload, is_waiting: bool, batch_id: str, found: Preview) -> None:  # noqa: FBT001
    taken.outcome = {
        "is_waiting": is_waiting,
        "batch": batch_id,
        "added": len(found.added),
        "changed": len(found.changed),
        "closed": len(found.closed),
        "effect_fen": found.back_dated.effect_fen,
    }
    taken.content = b""
