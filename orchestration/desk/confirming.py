"""A clerk's word that the county has nothing to report in a register today.

Keep out: landing it (`orchestration.registers.confirming`), pages.
"""

from __future__ import annotations

from connectors.registers.spec_types import RegisterSpec
from orchestration.desk import trail
from orchestration.desk.visit import Visit
from orchestration.errors import SetupError
from orchestration.registers.approving import waiting
from orchestration.registers.confirming import (
    Confirmation,
    confirm_none,
    confirmations,
    rows_on,
)
from orchestration.registers.scopes import Places


def standing(visit: Visit, spec: RegisterSpec, county_code: str) -> Confirmation | None:
    """The newest confirmation, unless a later load states rows of the county."""
    said = confirmations(visit.desk.home, spec.name, county_code, as_of=visit.now)
    return said[-1] if said and not said[-1].is_superseded else None


def confirm(visit: Visit, spec: RegisterSpec, county_code: str) -> None:
    """Land the confirmation of today once; a second press of the button does nothing.

    Raises NotAllowed where the person is no clerk of the county, SetupError where the county has
    rows today or a load of it waits.
    """
    visit.require_clerk(county_code)
    today = visit.now.date()
    with visit.desk.landing:
        said = standing(visit, spec, county_code)
        if said is not None and said.none_on >= today:
            return
        _require_none(visit, spec, county_code)
        subjects = [spec.name, f"none_on {today}"]
        _note(visit, county_code, "确认没有内容", subjects)
        landed = confirm_none(
            visit.desk.home,
            spec.name,
            county_code,
            none_on=today,
            confirmed_by=visit.person.login,
            recorded_at=visit.now,
        )
        _note(visit, county_code, "确认没有内容，完成", [*subjects, landed.manifest.batch_id])


def _require_none(visit: Visit, spec: RegisterSpec, county_code: str) -> None:
    where = f"{spec.title_zh}（{visit.county_name(county_code)}）"
    places = Places(visit.desk.home, visit.now)
    held = rows_on(spec, places, county_code, visit.now.date())
    if held:
        raise SetupError(
            f"本县现有 {len(held)} 条有效，不能确认“没有”",
            where=where,
            advice="没有变化的，按“没有变化”；已经终止的，下载现有内容，填上失效日期再上传",
        )
    waits = [load for load in waiting(visit.desk.home) if load.register == spec.name]
    if any(load.record.scope == county_code for load in waits):
        raise SetupError(
            "本县有一次报送在等待审批，不能确认“没有”",
            where=where,
            advice="等审批办结；报错了的，请在“我的待办”中撤回",
        )


def _note(visit: Visit, county_code: str, action: str, subjects: list[str]) -> None:
    trail.note(
        visit.desk.home,
        visit.person,
        action,
        at=visit.now,
        county_code=county_code,
        subjects=subjects,
    )
