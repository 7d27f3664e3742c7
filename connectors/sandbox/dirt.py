"""How dirty a world is: what sellers mistype, leave out and pretend, and what registers missed.

Level 0 is a clean world, 1 an ordinary one, 2 a neglected one, 3 one to fear. Shares are parts
per million. Change a number here and the world changes. Keep out: code that draws anything.
"""

from __future__ import annotations

from typing import NamedTuple


class Dirt(NamedTuple):
    """One level. The truth of a line, item or shop stays what it is, however dirty it looks."""

    # of lines with a merchant code: none was typed, or a wrong one
    missing_code_ppm: int
    typo_code_ppm: int
    # of items: another class's category, an attribute that contradicts the register
    wrong_category_ppm: int
    conflicting_attribute_ppm: int
    # of items whose county has had another name or code: registers and attributes use it
    old_name_ppm: int
    # of items: the title names a county that sells better than the one they come from
    spoofed_title_ppm: int
    # of items with household codes: the code goes on selling when the household has sold out
    over_capacity_ppm: int
    # of items with a batch's code: several households delivered it; of items with a product's
    # code: it stands for a box of goods from several counties
    mixed_batch_ppm: int
    mixed_box_ppm: int
    # shops that once placed orders with themselves, and those whose orders were entered on a
    # second platform as well
    brushing_shops: int
    doubled_shops: int
    # shops that moved: the register still names the county they left (of shops that are
    # small in their county), or says so
    stale_shops: int
    moved_shops: int


LEVELS = (
    Dirt(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
    Dirt(3_000, 2_500, 6_000, 6_000, 0, 0, 0, 0, 0, 0, 0, 2, 2),
    Dirt(
        *(12_000, 10_000, 15_000, 15_000, 250_000, 60_000, 40_000),
        *(500_000, 400_000, 3, 2, 3, 6),
    ),
    Dirt(
        *(40_000, 30_000, 50_000, 50_000, 600_000, 200_000, 120_000),
        *(800_000, 700_000, 8, 4, 6, 10),
    ),
)
#: what a world has unless told
DEFAULT_LEVEL = 1


def dirt_of(level: int) -> Dirt:
    """The table of one level; raises ValueError for a level that is not there."""
    if not 0 <= level < len(LEVELS):
        raise ValueError(f"dirt has the levels 0 to {len(LEVELS) - 1}, not {level}")
    return LEVELS[level]
