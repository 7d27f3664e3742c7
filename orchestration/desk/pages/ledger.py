"""线下台账: this month's begun file, sending it, and what loading it does.

Keep out: reading and landing (`orchestration.desk.ledger`), other files.
"""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from connectors.files.ledger.marking import write_marked_ledger
from orchestration.desk import ledger
from orchestration.desk.taking import note, take_file, upload_of
from orchestration.desk.visit import Visit, workbook
from orchestration.errors import NothingToDo, SetupError

_MONTHS_OFFERED = 3
_FIRST_HALF = 15


def show(visit: Visit) -> Response:
    """The county's ledger by month, the begun file of each month, and the form to send one."""
    county = visit.chosen_county()
    return visit.page(
        "ledger.html.j2",
        county=county,
        months=[f"{month:%Y-%m}" for month in _offered(visit)],
        # in a month's first half clerks report the month before
        due=f"{_offered(visit)[visit.now.day <= _FIRST_HALF]:%Y-%m}",
        by_month=ledger.by_month(visit.desk.home, county),
        may_load=visit.person.loads(county),
        most_upload_mb=visit.desk.settings.desk.most_upload_mb,
    )


def template(visit: Visit) -> Response:
    """The month's file, begun with last month's rows where there are any."""
    county = visit.chosen_county()
    asked = visit.request.query_params.get("month", "")
    months = {f"{month:%Y-%m}": month for month in _offered(visit)}
    if asked not in months:
        raise NothingToDo("没有这个月的模板", where="月份", advice="请在“线下台账”页面选择月份下载")
    with visit.desk.shelf.folder() as folder:
        path = folder / "ledger.xlsx"
        ledger.write_begun(visit.desk.home, county, months[asked], path)
        return workbook(path.read_bytes(), f"线下台账-{county}-{asked}.xlsx")


def upload(visit: Visit) -> Response:
    """Take a file and read it; nothing lands yet."""
    taken = take_file(visit, kind="ledger", name="ledger", mode="changes")
    with visit.desk.shelf.on_disk(taken) as path:
        taken.check = ledger.check(visit.desk.home, path, taken.county_code)
    return visit.go(f"/uploads/{taken.upload_id}")


def result(visit: Visit) -> Response:
    """The flaws, or what loading would do, or what it did."""
    taken = upload_of(visit)
    return visit.page("ledger_result.html.j2", upload=taken, check=taken.check)


def marked(visit: Visit) -> Response:
    """The sent file with its wrong cells in red."""
    taken = upload_of(visit)
    if not taken.check.flaws:
        raise NothingToDo("这个文件没有标红的格子", where="上传", advice="请回到核对页面")
    with visit.desk.shelf.folder() as folder:
        path = folder / "marked.xlsx"
        write_marked_ledger(taken.check.source, taken.check.flaws, path)
        return workbook(path.read_bytes(), f"{taken.file_name.rpartition('.')[0]}-标红.xlsx")


def load(visit: Visit) -> Response:
    """Land a sound file; it is read anew, so that what lands is what stands now."""
    taken = upload_of(visit)
    with visit.desk.shelf.on_disk(taken) as path:
        taken.check = ledger.check(visit.desk.home, path, taken.county_code)
        if taken.check.flaws:
            raise SetupError(
                "文件有错，没有入库", where=taken.file_name, advice="请按错误清单改正后重新上传"
            )
        note(visit, taken, "线下台账入库")
        imported = ledger.land(
            visit.desk.home,
            visit.desk.settings,
            path,
            county_code=taken.county_code,
            now=visit.now,
        )
    batches = [*(each.manifest.batch_id for each in imported.landed), *imported.already_landed]
    note(visit, taken, "线下台账入库完成", *batches)
    taken.outcome = {
        "batches": batches,
        "is_held": any(not each.verdict.accepted for each in imported.landed),
        "was_there": not imported.landed,
    }
    taken.content = b""
    return visit.go(f"/uploads/{taken.upload_id}")


def _offered(visit: Visit) -> list[date]:
    """This month and the ones before it, newest first."""
    months = []
    month = visit.now.date().replace(day=1)
    for _ in range(_MONTHS_OFFERED):
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months
