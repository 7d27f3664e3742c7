"""The list of doubtful matches and what people decided, under the home's `matching/`.

`reviews.json` is written anew by each proposal; `decisions.jsonl` only grows. A decision speaks of
one question: the item, its title and codes, and the products shown. When one of them changes, the
item is asked about again. Keep out: what becomes of a decision (orchestration.matching).
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec
from filelock import FileLock

from connectors.matching.offers import Candidate, Offer
from connectors.places.regions import lineage
from orchestration.home import Home


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One item that a person is asked about. `open_fen` is paid fen, null where none is known."""

    review_id: str
    platform: str
    shop_id: str
    shop_name: str
    item_id: str
    title: str
    # what an automatic rule would have to know, in Chinese; "" for nothing in particular
    remark: str
    codes: dict[str, int]
    candidates: tuple[Candidate, ...]
    # of the shop's place and of the candidates, by the codes of the proposal's day
    county_codes: tuple[str, ...]
    # the first day that a match would hold
    valid_from: date
    line_count: int
    open_line_count: int
    open_fen: int | None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about a review; "" as product says that it is none of the products."""

    review_id: str
    platform: str
    item_id: str
    product_code: str
    by: str
    at: datetime


def review_id_of(offer: Offer, candidates: Iterable[Candidate]) -> str:
    """The id of one question; the same question has it again in any later proposal."""
    question = [
        offer.platform,
        offer.item_id,
        offer.titles[-1] if offer.titles else "",
        sorted(offer.codes),
        sorted(candidate.product_code for candidate in candidates),
    ]
    return hashlib.sha256(msgspec.json.encode(question)).hexdigest()[:12]


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """One proposal or decision at a time over all processes."""
    home.matching.mkdir(exist_ok=True)
    with FileLock(home.matching / "matching.lock"):
        yield


def write_reviews(home: Home, reviews: Iterable[Review]) -> None:
    """Replace the list, whole or not at all; what is worth most comes first."""
    ordered = sorted(reviews, key=lambda r: (-(r.open_fen or 0), r.platform, r.item_id))
    _replace(home.matching / "reviews.json", msgspec.json.format(msgspec.json.encode(ordered)))


def read_reviews(home: Home) -> list[Review]:
    """The reviews of the last proposal that nobody has decided; none before the first."""
    path = home.matching / "reviews.json"
    if not path.exists():
        return []
    decided = {decision.review_id for decision in read_decisions(home)}
    found = msgspec.json.decode(path.read_bytes(), type=list[Review])
    return [review for review in found if review.review_id not in decided]


def is_within(review: Review, area: str) -> bool:
    """Whether the review's shop or one of its candidates lies in an area of six digits."""
    if area.endswith("00"):
        stem = area[:2] if area.endswith("0000") else area[:4]
        return any(code.startswith(stem) for code in review.county_codes)
    return not lineage(area).isdisjoint(review.county_codes)


def note(home: Home, decision: Decision) -> None:
    """Add a decision to the log, on disk before this returns."""
    path = home.matching / "decisions.jsonl"
    _mend(path)
    with path.open("ab") as handle:
        handle.write(msgspec.json.encode(decision) + b"\n")
        handle.flush()
        os.fsync(handle.fileno())


def read_decisions(home: Home) -> list[Decision]:
    """Every decision, the oldest first; a line that a crash cut short is none."""
    path = home.matching / "decisions.jsonl"
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")
    return [msgspec.json.decode(line, type=Decision) for line in lines[:-1] if line]


def _mend(path: Path) -> None:
    """Cut off a last line that a crash left without its end; the next one must begin a line."""
    if path.exists():
        whole, _, rest = path.read_bytes().rpartition(b"\n")
        if rest:
            os.truncate(path, len(whole) + 1 if whole else 0)


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    with temporary.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.rename(path)
