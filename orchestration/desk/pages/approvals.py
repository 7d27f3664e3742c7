"""审批: loads that reach back more than 30 days, what they change, and the decision on them.

Keep out: which loads wait, what a decision does (`orchestration.registers.approving`).
"""

from __future__ import annotations

from starlette.responses import Response

from connectors.core.redaction import redact
from connectors.registers.specs import register_spec
from orchestration.desk import changes, trail
from orchestration.desk.people import NotAllowed
from orchestration.desk.visit import Visit
from orchestration.desk.waiting import changes_of, waiting_for, waiting_load
from orchestration.errors import SetupError
from orchestration.registers.approving import approve, refuse
from orchestration.registers.loads import Load

_MOST_SHOWN = 100
_LONGEST_REASON = 200


def show_all(visit: Visit) -> Response:
    """Every waiting load of the person's areas."""
    return visit.page(
        "approvals.html.j2",
        waiting=waiting_for(visit.desk.home, visit.person),
        title_of=lambda name: register_spec(name).title_zh,
    )


def show(visit: Visit) -> Response:
    """One waiting load with its changes; the form for who may decide."""
    load = _asked(visit)
    spec = register_spec(load.register)
    found = changes_of(visit.desk.home, load, visit.now)
    return visit.page(
        "approval.html.j2",
        load=load,
        spec=spec,
        changes=[changes.view_of(spec, change) for change in found[:_MOST_SHOWN]],
        change_count=len(found),
        may_decide=_may_decide(visit, load),
        may_withdraw=load.record.loaded_by == visit.person.login,
    )


def decide(visit: Visit) -> Response:
    """Approve or refuse; the loader may only withdraw, and nobody approves their own load."""
    with visit.desk.landing:
        load = _asked(visit)
        reason = _reason(visit)
        county = load.record.scope or ""
        decision = visit.form.get("decision")
        if decision == "approve":
            visit.require_approver(county)
            if load.record.loaded_by == visit.person.login:
                raise NotAllowed(
                    "不能审批自己报送的内容", where="审批", advice="请由其他审批员办理"
                )
            _note(visit, load, "同意补报", reason)
            approve(
                visit.desk.home, load.load_id, approved_by=visit.person.login, reason=reason,
                at=visit.now,
            )  # fmt: skip
        elif decision == "refuse":
            if load.record.loaded_by != visit.person.login:
                visit.require_approver(county)
            _note(visit, load, "不同意补报", reason)
            refuse(
                visit.desk.home, load.load_id, refused_by=visit.person.login, reason=reason,
                at=visit.now,
            )  # fmt: skip
        else:
            raise SetupError("没有选择同意或不同意", where="审批", advice="请返回上一页选择")
    return visit.go("/approvals")


def _asked(visit: Visit) -> Load:
    load_id = str(visit.request.path_params["load_id"])
    return waiting_load(visit.desk.home, load_id, visit.person)


def _may_decide(visit: Visit, load: Load) -> bool:
    is_own = load.record.loaded_by == visit.person.login
    return visit.person.approves(load.record.scope or "") and not is_own


def _reason(visit: Visit) -> str:
    reason = visit.form.get("reason", "").strip()
    if not reason:
        raise SetupError("没有写理由", where="审批", advice="请用一句话写明为什么同意或不同意")
    if len(reason) > _LONGEST_REASON:
        raise SetupError(
            f"理由超过 {_LONGEST_REASON} 字", where="审批", advice="请用一两句话写明理由"
        )
    if redact(reason, longest=_LONGEST_REASON) != reason:
        raise SetupError(
            "理由里好像有证件号码或电话", where="审批", advice="理由会留档，请不要写个人信息"
        )
    return reason


def _note(visit: Visit, load: Load, action: str, reason: str) -> None:
    trail.note(
        visit.desk.home,
        visit.person,
        action,
        at=visit.now,
        county_code=load.record.scope or "",
        subjects=[load.register, load.batch_id],
        reason=reason,
    )
