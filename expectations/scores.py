"""What accuracy comes to: fen by outcome, shares of a million, and their JSON.

Keep out: reading truth or builds.
"""

from __future__ import annotations

import msgspec

from expectations.breakdowns import CountyScore, GradeScore
from expectations.doubts import Held
from expectations.shares import largest_remainder

_PPM = 1_000_000


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """Fen of one level: all of it, and its three parts, which sum to it."""

    fen: int
    correct_fen: int
    wrong_fen: int
    unattributed_fen: int

    def ppm(self) -> dict[str, int] | None:
        """The three parts in parts of a million, summing to it; None where there is no fen."""
        if not self.fen:
            return None
        parts = {
            "correct": self.correct_fen,
            "wrong": self.wrong_fen,
            "unattributed": self.unattributed_fen,
        }
        return largest_remainder(_PPM, parts)


class Error(msgspec.Struct, frozen=True, kw_only=True):
    """Fen that could go wrong in one way, and the fen that did."""

    fen: int
    false_fen: int

    def __add__(self, other: Error) -> Error:
        return Error(fen=self.fen + other.fen, false_fen=self.false_fen + other.false_fen)

    def ppm(self) -> int | None:
        """The false share in parts of a million, half up; None where nothing could go wrong."""
        return (2 * self.false_fen * _PPM + self.fen) // (2 * self.fen) if self.fen else None


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """What `judge` found. All amounts are fen.

    `missing_fen`: sales of the truth that the build does not have as sales. `without_truth_fen`:
    sale lines of the build that the truth does not know. `not_a_sale_fen`: sale lines of the build
    that are no sale in truth. `paid_difference_fen`: between both sides of the lines in common.
    """

    levels: dict[str, Split]
    inclusion: dict[str, Error]
    exclusion: dict[str, Error]
    grades: list[GradeScore]
    worst: dict[str, CountyScore | None]
    held: Held
    missing_fen: int
    missing_line_count: int
    without_truth_fen: int
    without_truth_line_count: int
    not_a_sale_fen: int
    paid_difference_fen: int

    def to_json(self) -> bytes:
        """One line: each level's correct share and both errors as numbers with six decimals.

        A share of nothing is null. `detail` holds the parts and the fen.
        """
        found: dict[str, object] = {
            level: _number((split.ppm() or {}).get("correct"))
            for level, split in self.levels.items()
        }
        found["false_inclusion"] = _number(self.inclusion["any"].ppm())
        found["false_exclusion"] = _number(self.exclusion["any"].ppm())
        seller = self.worst["seller"]
        found["worst_county"] = _share(seller.correct_fen, seller.fen) if seller else _number(None)
        found["held_precision"] = _share(self.held.right_fen, self.held.held_fen)
        found["held_coverage"] = _share(self.held.right_fen, self.held.doubted_fen)
        found["by_grade"] = {score.grade: _grade_detail(score) for score in self.grades}
        found["detail"] = {
            **{level: _split_detail(split) for level, split in self.levels.items()},
            "false_inclusion": {name: _error_detail(e) for name, e in self.inclusion.items()},
            "false_exclusion": {name: _error_detail(e) for name, e in self.exclusion.items()},
            "worst_county": {axis: _county_detail(score) for axis, score in self.worst.items()},
            "held": {
                score.doubt or "genuine": {"fen": score.fen, "held_fen": score.held_fen}
                for score in self.held.scores
            },
            "missing_fen": self.missing_fen,
            "missing_line_count": self.missing_line_count,
            "without_truth_fen": self.without_truth_fen,
            "without_truth_line_count": self.without_truth_line_count,
            "not_a_sale_fen": self.not_a_sale_fen,
            "paid_difference_fen": self.paid_difference_fen,
        }
        return msgspec.json.encode(found)


def _number(ppm: int | None) -> msgspec.Raw:
    """A share as a JSON number with six decimals; null where unknown."""
    if ppm is None:
        return msgspec.Raw(b"null")
    whole, rest = divmod(ppm, _PPM)
    return msgspec.Raw(f"{whole}.{rest:06d}".encode())


def _split_detail(split: Split) -> dict[str, object]:
    ppm = split.ppm() or {}
    parts = {name: _number(ppm.get(name)) for name in ("correct", "wrong", "unattributed")}
    return {**parts, "fen": split.fen}


def _error_detail(error: Error) -> dict[str, object]:
    return {"share": _number(error.ppm()), "fen": error.fen, "false_fen": error.false_fen}


def _share(part: int, whole: int) -> msgspec.Raw:
    """A share cut to six decimals, so that nothing rounds up to a threshold; null of nothing."""
    return _number(part * _PPM // whole if whole else None)


def _grade_detail(score: GradeScore) -> dict[str, object]:
    return {
        "precision": _share(score.correct_fen, score.given_fen),
        "coverage": _share(score.carried_fen, score.axis_fen),
        "fen": score.carried_fen,
        "wrong_fen": score.given_fen - score.correct_fen,
    }


def _county_detail(score: CountyScore | None) -> dict[str, object] | None:
    if score is None:
        return None
    share = _share(score.correct_fen, score.fen)
    return {"county_code": score.county_code, "share": share, "fen": score.fen}
