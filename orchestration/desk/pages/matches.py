"""匹配复核: items on sale that may be registered products, for a person to decide.

Keep out: proposing and landing matches (`orchestration.matching`).
"""

from __future__ import annotations

from starlette.responses import Response

from bulletins.vocabulary import PLATFORMS
from orchestration.desk import trail
from orchestration.desk.people import NotAllowed
from orchestration.desk.visit import Visit
from orchestration.errors import NothingToDo, SetupError
from orchestration.match_reviews import Review
from orchestration.matching import decide, open_reviews

#: so many are asked at once, those worth most
MOST_SHOWN = 20
_NONE = "none"


def show(visit: Visit) -> Response:
    """The county's open questions, those worth most first."""
    county = visit.chosen_county()
    reviews = open_reviews(visit.desk.home, county)
    return visit.page(
        "matches.html.j2",
        county=county,
        reviews=reviews[:MOST_SHOWN],
        left=max(0, len(reviews) - MOST_SHOWN),
        platform_name=lambda code: PLATFORMS.get(code, code),
        may_decide=lambda review: may_decide(visit, review),
        done=visit.request.query_params.get("done"),
    )


def settle(visit: Visit) -> Response:
    """Take the person's choice; a match that reaches far back waits for approval like any load."""
    review_id = str(visit.request.path_params["review_id"])
    with visit.desk.landing:
        review = _open(visit, review_id)
        if not may_decide(visit, review):
            raise NotAllowed(
                "这件商品涉及别的县，不能由一个县决定",
                where="匹配复核",
                advice="请省级审批员决定",
            )
        choice = visit.form.get("choice", "")
        offered = {candidate.product_code for candidate in review.candidates}
        if choice != _NONE and choice not in offered:
            raise SetupError("没有选择", where="匹配复核", advice="请选择一个产品，或选“都不是”")
        county = visit.chosen_county()
        trail.note(
            visit.desk.home,
            visit.person,
            "匹配复核",
            at=visit.now,
            county_code=county,
            subjects=["item_matches", f"{review.platform} {review.item_id}", choice],
        )
        loaded = decide(
            visit.desk.home,
            review_id,
            None if choice == _NONE else choice,
            by=visit.person.login,
            at=visit.now,
        )
    is_waiting = any(load.is_waiting for load in loaded)
    return visit.go(f"/matches?county={county}&done={'waiting' if is_waiting else 'yes'}")


def may_decide(visit: Visit, review: Review) -> bool:
    """A clerk decides where only its own counties are concerned, else an approver over all."""
    codes = review.county_codes
    person = visit.person
    if person.role == "approver":
        return all(map(person.sees, codes))
    return bool(codes) and all(map(person.loads, codes))


def _open(visit: Visit, review_id: str) -> Review:
    for review in open_reviews(visit.desk.home):
        if review.review_id == review_id and any(map(visit.person.sees, review.county_codes)):
            return review
    raise NothingToDo(
        "这件商品已经不用复核", where="匹配复核", advice="可能已由别人决定；请看最新的清单"
    )
