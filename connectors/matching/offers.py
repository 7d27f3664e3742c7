"""An item on offer as feeds tell it, and what was made of it. Keep out: any rule."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["certain", "doubtful", "none"]
#: how the "item" of lines begins whose file tells none: mark, shop, colon, then the code that was
#: typed, or where none was the title
CODE_MARK, TITLE_MARK = "编码:", "标题:"


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One item of one shop with what its lines and the platform's list of items say.

    `open_fen` is what its lines came to (paid, fen) on days on which nothing led from them to a
    product; null where no line's payment is known. `titles` are all it has had, the newest last,
    and `title_days` the first day on which each was seen.
    """

    platform: str
    shop_id: str
    item_id: str
    titles: tuple[str, ...]
    title_days: tuple[date, ...]
    # each code as typed, with how many lines carry it
    codes: dict[str, int]
    # the goods class that the platform's category stands for, "" where it tells none
    category_class: str
    line_count: int
    open_line_count: int
    open_fen: int | None
    first_seen: date
    last_seen: date

    # where a code or title stands for the item: the codes on all lines of the shop and title
    title_codes: dict[str, int] = {}

    @property
    def is_item(self) -> bool:
        """Whether the platform told the item; else a code or title stands for it."""
        return not self.item_id.startswith((CODE_MARK, TITLE_MARK))


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A registered product that the item may be, with what speaks for and against it."""

    product_code: str
    product_name: str
    county_code: str
    # 0 to 100, of the words of title and name
    likeness: float
    # in Chinese, for whoever decides
    signs: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one item. A certain one has a method, a product and no other candidate."""

    kind: Kind
    method: str = ""
    product_code: str = ""
    # in Chinese, as it will stand in the register
    evidence: str = ""
    candidates: tuple[Candidate, ...] = ()
