"""Looks at every item with open lines: lands what a rule proves, lists what is doubtful.

Keep out: the rules (connectors.matching), decisions of persons (matching), printing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from connectors.matching.offers import Candidate, Offer, Outcome
from connectors.matching.rules import Rules, shipped_rules
from connectors.matching.settling import Shelves, goods_since, settle
from orchestration.home import Home
from orchestration.match_inputs import Inputs, Row, read_inputs
from orchestration.match_reviews import (
    Review,
    locked,
    read_reviews,
    review_id_of,
    write_reviews,
)
from orchestration.match_rows import held_items, land_in_two
from orchestration.registers.loading import Loaded
from orchestration.settings import read_settings


class Proposal(NamedTuple):
    """What one look came to; fen are paid fen of open lines, where known."""

    # by method
    certain: Counter[str]
    loaded: list[Loaded]
    # the whole list as it is open now
    reviews: list[Review]
    # items that nothing registered comes near
    unknown_count: int
    unknown_fen: int
    # items whose match waits for approval or was refused
    held_count: int
    # sales that tell neither item nor title: no match can reach them
    lines_without_item: int


def propose(
    home: Home, *, now: datetime, shop: str | None = None, since: date | None = None
) -> Proposal:
    """Look at the items whose lines lead to no product; `now` is naive Beijing time.

    `shop` keeps to one shop's items, `since` to items sold on that day or later; with either the
    list keeps what it has of other items. Raises SetupError where the settings are missing.
    """
    rules = shipped_rules()
    province_code = read_settings(home).province_code
    with locked(home):
        inputs = read_inputs(home, province_code=province_code, rules=rules, now=now)
        held = held_items(home)
        shelves = Shelves(inputs.shelf, inputs.catalogue)
        settled = [
            (offer, _settled(offer, shelves, inputs, rules))
            for offer in inputs.offers
            if _is_asked(offer, shop, since) and (offer.platform, offer.item_id) not in held
        ]
        rows = [_row(o, c, inputs, rules) for o, c in settled if c.kind == "certain"]
        loaded = land_in_two(home, rows, by="match propose", source="match propose", at=now)
        reviews = [_review(o, c, inputs, rules) for o, c in settled if c.kind == "doubtful"]
        _list(home, reviews, settled, is_partial=shop is not None or since is not None)
        open_now = read_reviews(home)
    unknown = [offer for offer, outcome in settled if outcome.kind == "none"]
    return Proposal(
        certain=Counter(outcome.method for _, outcome in settled if outcome.kind == "certain"),
        loaded=loaded,
        reviews=open_now,
        unknown_count=len(unknown),
        unknown_fen=sum(offer.open_fen or 0 for offer in unknown),
        held_count=len(held),
        lines_without_item=inputs.lines_without_item,
    )


def _list(
    home: Home, reviews: list[Review], settled: list[tuple[Offer, Outcome]], *, is_partial: bool
) -> None:
    """Write the list anew; a partial look leaves what the list has of other items."""
    looked_at = {(offer.platform, offer.item_id) for offer, _ in settled}
    others = [r for r in read_reviews(home) if (r.platform, r.item_id) not in looked_at]
    write_reviews(home, [*reviews, *(others if is_partial else [])])


def _is_asked(offer: Offer, shop: str | None, since: date | None) -> bool:
    return (
        offer.open_line_count > 0
        and (shop is None or offer.shop_id == shop)
        and (since is None or offer.last_seen >= since)
    )


def _settled(offer: Offer, shelves: Shelves, inputs: Inputs, rules: Rules) -> Outcome:
    """The outcome, doubtful where the register has said something else of this item."""
    outcome = settle(offer, shelves, inputs.catalogue, rules)
    known = inputs.matches.get((offer.platform, offer.item_id), [])
    if outcome.kind != "certain" or all(_is_alike(row, outcome) for row in known):
        return outcome
    product = inputs.catalogue.products[outcome.product_code]
    return Outcome(
        kind="doubtful",
        evidence="登记表中该商品已有人工登记、已失效或指向其他产品的匹配",
        candidates=(
            Candidate(
                product_code=product.product_code,
                product_name=product.product_name,
                county_code=product.county_code,
                likeness=0.0,
                signs=(outcome.evidence,),
            ),
        ),
    )


def _is_alike(row: Row, outcome: Outcome) -> bool:
    """Whether a standing row is a rule's own, says the same and was never ended."""
    return (
        row["product_code"] == outcome.product_code
        and row["match_method"] not in (None, "person")
        and row["valid_to"] is None
    )


def _row(offer: Offer, outcome: Outcome, inputs: Inputs, rules: Rules) -> Row:
    return {
        "platform": offer.platform,
        "item_id": offer.item_id,
        "product_code": outcome.product_code,
        "match_method": outcome.method,
        "evidence": outcome.evidence,
        "decided_by": None,
        "valid_from": goods_since(offer, inputs.catalogue, rules),
    }


def _review(offer: Offer, outcome: Outcome, inputs: Inputs, rules: Rules) -> Review:
    shop = inputs.catalogue.shop(offer.platform, offer.shop_id)
    counties = {*shop.county_codes, *(c.county_code for c in outcome.candidates)} - {""}
    return Review(
        review_id=review_id_of(offer, outcome.candidates),
        platform=offer.platform,
        shop_id=offer.shop_id,
        shop_name=shop.shop_name,
        item_id=offer.item_id,
        title=offer.titles[-1] if offer.titles else "",
        remark=outcome.evidence,
        codes=offer.codes,
        candidates=outcome.candidates,
        county_codes=tuple(sorted(counties)),
        valid_from=goods_since(offer, inputs.catalogue, rules),
        line_count=offer.line_count,
        open_line_count=offer.open_line_count,
        open_fen=offer.open_fen,
    )
