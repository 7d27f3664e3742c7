"""Doubtful matches for a person: the list that is open, and what a decision becomes.

A decision is a row of the register item_matches with who and when, or a note that it is none of
the products. Keep out: proposals (match_proposing), printing, pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from connectors.registers.vocabularies import MATCH_METHODS
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.match_inputs import Row
from orchestration.match_reviews import (
    Decision,
    Review,
    is_within,
    locked,
    note,
    read_decisions,
    read_reviews,
)
from orchestration.match_rows import land_in_two
from orchestration.registers.loading import Loaded
from orchestration.registers.standing import standing_table

_NONE_OF_THEM = ""


def open_reviews(home: Home, scope: str | None = None) -> list[Review]:
    """What waits for a person, what is worth most first; `scope` are the six digits of an area."""
    found = read_reviews(home)
    return found if scope is None else [r for r in found if is_within(r, scope)]


def decide(
    home: Home, review_id: str, choice: str | None, *, by: str, at: datetime
) -> list[Loaded]:
    """Take one decision, as `decide_all` does."""
    return decide_all(home, {review_id: choice}, by=by, at=at)


def decide_all(
    home: Home, choices: Mapping[str, str | None], *, by: str, at: datetime
) -> list[Loaded]:
    """Take a person's decisions, by review: a registered product's code, or None for no product.

    `by` is the official's id, `at` naive Beijing time. Gives the loads that the decisions became;
    a load that reaches back too far waits for approval.

    Raises NothingToDo where no open review has an id, nobody decides, or no product has a code;
    nothing is decided then.
    """
    who = by.strip()
    if not who:
        raise NothingToDo(
            "nobody decides", where="--by", advice="give the id of the official who decides"
        )
    with locked(home):
        reviews = {review.review_id: review for review in read_reviews(home)}
        for review_id in choices:
            if review_id not in reviews:
                raise _closed(home, review_id)
        products = {
            row["product_code"]: row for row in standing_table(home, "products", at).to_pylist()
        }
        rows = [
            _row(reviews[review_id], products, choice, who)
            for review_id, choice in choices.items()
            if choice is not None
        ]
        loaded = land_in_two(home, rows, by=who, source="match review", at=at)
        for review_id, choice in choices.items():
            review = reviews[review_id]
            note(
                home,
                Decision(
                    review_id=review_id,
                    platform=review.platform,
                    item_id=review.item_id,
                    product_code=choice or _NONE_OF_THEM,
                    by=who,
                    at=at,
                ),
            )
    return loaded


def _closed(home: Home, review_id: str) -> NothingToDo:
    done = [d for d in read_decisions(home) if d.review_id == review_id]
    return NothingToDo(
        f"{done[-1].by} decided this review on {done[-1].at}" if done else "no review has this id",
        where=f"review {review_id}",
        advice="run `shanhuo match review` for the list that is open now",
    )


def _row(review: Review, products: Mapping[str, Row], choice: str, by: str) -> Row:
    product = products.get(choice)
    if product is None:
        raise NothingToDo(
            f"no registered product has the code {choice}",
            where=f"review {review.review_id}",
            advice="choose one of the candidates, or register the product first",
        )
    told = f"复核 {review.review_id}：登记名称“{product['product_name']}”"
    return {
        "platform": review.platform,
        "item_id": review.item_id,
        "product_code": choice,
        "match_method": "person",
        "evidence": f"{MATCH_METHODS['person']}，{told}",
        "decided_by": by,
        "valid_from": review.valid_from,
    }
