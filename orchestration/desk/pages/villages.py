"""我的村: what the county's villages sold in a month, and the bulletins that speak of them.

Keep out: queries (`orchestration.desk.villages`), figures of other counties.
"""

from __future__ import annotations

from datetime import date

from starlette.responses import FileResponse, Response

from connectors.places import regions
from orchestration.desk import bulletin_files, villages
from orchestration.desk.people import NotAllowed
from orchestration.desk.visit import Visit
from orchestration.errors import NothingToDo

_GRADES_ZH = {
    "O1": "一户一码或批次",
    "O3": "产品或品牌登记",
    "O4": "平台产地属性",
    "O5": "自产网店或站点",
}


def show(visit: Visit) -> Response:
    """One county and month; the newest whole month where none is asked for."""
    county = visit.chosen_county()
    standing = villages.standing(visit.desk.home)
    month_on = _month(visit, standing)
    rows = villages.county_month(visit.desk.home, county, month_on) if month_on else []
    return visit.page(
        "villages.html.j2",
        county=county,
        standing=standing,
        month_on=month_on,
        rows=rows,
        releases=[
            release
            for release in bulletin_files.releases(visit.desk.home)
            if concerns(release, county)
            and (
                visit.person.sees(release.area_code) or not bulletin_files.is_internal(release.kind)
            )
        ],
        is_internal=bulletin_files.is_internal,
        area_name=lambda code: regions.name_of(code, visit.now.date()) or code,
        grade_name=lambda grade: f"{grade} {_GRADES_ZH.get(grade, '')}".strip(),
    )


def bulletin(visit: Visit) -> Response:
    """A file of a released bulletin; an internal edition only for who may see its area."""
    parts = visit.request.path_params["path"].split("/")
    path = bulletin_files.file_of(visit.desk.home, parts)
    area = parts[3]
    code = bulletin_files.area_of(area)
    if code is None or not may_read(visit, parts[1], code):
        raise NotAllowed(
            "这份通报不在您的地区范围内", where="通报", advice="请从“我的村”页面打开通报"
        )
    is_page = path.suffix == ".html"
    return FileResponse(
        path,
        media_type=bulletin_files.MEDIA_TYPES[path.suffix],
        headers={"content-security-policy": bulletin_files.PAGE_POLICY} if is_page else None,
        filename=f"{parts[2]}-{area}-{path.name}",
        content_disposition_type="inline" if is_page else "attachment",
    )


def may_read(visit: Visit, kind: str, area_code: str) -> bool:
    """A public edition is everybody's, an internal one only theirs who may see its whole area."""
    return visit.person.sees(area_code) or not bulletin_files.is_internal(kind)


def concerns(release: bulletin_files.Release, county_code: str) -> bool:
    """Whether a bulletin is of this county, of its prefecture or of its province."""
    code = release.area_code
    return code in (county_code, f"{county_code[:4]}00", f"{county_code[:2]}0000")


def _month(visit: Visit, standing: villages.Standing | None) -> date | None:
    if standing is None or not standing.months:
        return None
    asked = visit.request.query_params.get("month")
    if asked is None:
        # the month of the build itself has only begun
        whole = [m for m in standing.months if (m.year, m.month) < _ym(standing)]
        return whole[0] if whole else standing.months[0]
    found = [m for m in standing.months if f"{m:%Y-%m}" == asked]
    if not found:
        raise NothingToDo("这个月没有数据", where="月份", advice="请从月份列表中选择")
    return found[0]


def _ym(standing: villages.Standing) -> tuple[int, int]:
    return standing.as_of.year, standing.as_of.month
