"""Which places an address names: province to village, in the codes of a day.

What the text does not settle stays open: 洪江 comes back as 洪江市 and 洪江区, and 长沙市通道县 as
长沙市 with the name that does not fit. Nobody's address is kept here: texts come in, codes go out.
Keep out: reading or writing files, structured receivers (regions.county_of).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from connectors.places.atlas import COUNTY, NATION, PROVINCE, TOWN, Names, Place, Trie, nation
from connectors.places.regions import all_regions, code_on, region

_SEPARATORS = re.compile(r"[\s,，、;；:：。.|/\\()（）\[\]【】《》<>\"'“”‘’_+*#-]+")
_ROAD = r"[东西南北中]?[一二三四五]?(?:路|街(?!道)|大道|巷|大街|桥|高速)"
_HOUSE = r"(?:站|机场|大学|学院|中学|小学|医院|广场|公园|小区|花园|大厦|国际|商城|宾馆|大酒店|师范)"
#: what shows that a stem before it is another name's beginning: 芙蓉中路, 永定镇, 新田铺镇
_PART_OF_ANOTHER = re.compile(
    rf"{_ROAD}|{_HOUSE}|[省市县区州盟旗镇乡村]|街道|社区|居委会|[^ ](?:镇|乡|村|街道)"
)
_PART_OF_ANOTHER_TOWN = re.compile(rf"{_ROAD}|{_HOUSE}|[市县区州盟旗村]|社区|居委会|[^ ][镇乡村]")
_NOWHERE: Trie = {}


class Reading(NamedTuple):
    """What an address names.

    `candidates` are the deepest regions (province, prefecture, county; codes of the day) that the
    names can mean: one where the text is clear, several where it is not, none where it names no
    place. `town_code` and `village_code` are those of the 2023 list, "" where none is certain.
    `contradiction` is a name in the text that lies elsewhere than what stands before it.
    """

    candidates: tuple[str, ...]
    town_code: str
    village_code: str
    contradiction: str

    @property
    def region_code(self) -> str | None:
        """The only candidate; None where there are several or none."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def county_code(self) -> str | None:
        """The county, if the address settles on exactly one and nothing in it speaks against it."""
        code = self.region_code
        if code is None or self.contradiction:
            return None
        found = region(code)
        return code if found is not None and found.level == "county" else None


class _Walk(NamedTuple):
    steps: int
    finals: tuple[Place, ...]
    contradiction: str


def read_address(text: str, on: date, *, home: str = "") -> Reading:
    """Read an address as it was meant on the day `on`.

    `home` is the two digits of a province that wins where the text leaves the province open: a
    register of Hunan's counties says 永定区 and means its own. Without it there are two of them.
    Names from before and after a renaming are one place (祁阳县, 祁阳市); the code is the day's.
    """
    line = _SEPARATORS.sub(" ", normalize("NFKC", text))
    province = _province_names().search(line)
    walk = _follow(nation(), line, province.start() if province else 0)
    if province and province.start() and walk.steps == 1:
        # the province stood in a later name (永济市山西省永济农场)
        walk = max(walk, _follow(nation(), line, 0), key=lambda tried: tried.steps)
    finals = walk.finals
    if home and len(finals) > 1:
        finals = tuple(place for place in finals if place.code.startswith(home)) or finals
    return _reading(finals, walk.contradiction, on.toordinal())


@cache
def _province_names() -> re.Pattern[str]:
    """Full names only: what stands before 湖南省 is a sender, a shop, a label."""
    names = (r.name for r in all_regions() if r.level == "province" and not r.name.endswith("市"))
    return re.compile("|".join(names))


def _reading(finals: tuple[Place, ...], contradiction: str, ordinal: int) -> Reading:
    codes: list[str] = []
    for place in finals:
        code = _region_code(_region_of(place).code, ordinal)
        if code and code not in codes:
            codes.append(code)
    town = village = ""
    if len(finals) == 1 and finals[0].level >= TOWN:
        town, village = finals[0].code[:9], finals[0].code[9:] and finals[0].code
    elif finals and len({place.code[:9] for place in finals}) == 1:
        town = finals[0].code[:9] if finals[0].level >= TOWN else ""
    return Reading(tuple(codes), town, village, contradiction)


def _region_of(place: Place) -> Place:
    while place.level > COUNTY and place.parent is not None:
        place = place.parent
    return place


@cache
def _region_code(code: str, ordinal: int) -> str | None:
    return code_on(code, date.fromordinal(ordinal)) if code else None


def _follow(place: Place, line: str, at: int) -> _Walk:
    """Go from place to place as far as the text leads; several ends where names are shared."""
    steps = 0
    while True:
        at, names = _next(place, line, at)
        if not names:
            return _Walk(steps, (place,) if place.level else (), "")
        if isinstance(names, str):
            return _Walk(steps, (place,), names)
        steps += 1
        if len(names) == 1:
            place = names[0]
            continue
        walks = [_follow(named, line, at) for named in names]
        best = max(walk.steps - bool(walk.contradiction) for walk in walks)
        kept = [walk for walk in walks if walk.steps - bool(walk.contradiction) == best]
        finals = tuple(dict.fromkeys(final for walk in kept for final in walk.finals))
        return _Walk(steps + best, _outermost(finals), kept[0].contradiction)


def _outermost(finals: tuple[Place, ...]) -> tuple[Place, ...]:
    """吉林 alone is the province, not the city in it or a county elsewhere."""
    provinces = tuple(place for place in finals if place.level == PROVINCE)
    return provinces or finals


def _next(place: Place, line: str, at: int) -> tuple[int, tuple[Place, ...] | str]:
    """The next place named below `place`: (where its name ends, what it may be).

    A name that lies outside `place` comes back as a text; no name at all as ().
    """
    trie = place.trie
    size = len(line)
    is_right_behind = True
    while at < size:
        char = line[at]
        if char in trie:
            end, names = _named_at(trie, line, at, is_right_behind=is_right_behind)
            if names:
                return end, names
        if char == " ":
            is_right_behind = True
        elif is_right_behind:
            behind, elsewhere = _named_elsewhere(place, line, at)
            if elsewhere:
                return at, elsewhere
            is_right_behind = behind > at
            at = max(at, behind - 1)
        at += 1
    return at, ()


def _named_at(
    trie: Trie, line: str, at: int, *, is_right_behind: bool
) -> tuple[int, tuple[Place, ...]]:
    """The longest name that begins at `at`; a stem only right behind what was read before."""
    hits: list[tuple[int, Names]] = []
    node = trie
    for end in range(at, len(line)):
        node = node.get(line[end], _NOWHERE)
        if not node:
            break
        if "" in node:
            hits.append((end + 1, node[""]))
    for end, names in reversed(hits):
        if names.full:
            return end, names.full
        if is_right_behind and _stands_alone(names.stem, line, end):
            return end, names.stem
    return at, ()


def _stands_alone(stems: tuple[Place, ...], line: str, end: int) -> bool:
    if end == len(line) or line[end] == " ":
        return True
    level = stems[0].level
    if level > TOWN:
        return True
    other = _PART_OF_ANOTHER_TOWN if level == TOWN else _PART_OF_ANOTHER
    # 长沙路口镇 is 长沙 and its 路口镇, not a road
    return not other.match(line, end) or any(_begins(stem, line, end) for stem in stems)


def _begins(place: Place, line: str, at: int) -> bool:
    node = place.trie
    for end in range(at, len(line)):
        node = node.get(line[end], _NOWHERE)
        if not node:
            return False
        # 湘潭湘乡 is the city and its 湘乡市, not a township 湘
        if "" in node and (node[""].full or place.level < COUNTY):
            return True
    return False


def _named_elsewhere(place: Place, line: str, at: int) -> tuple[int, str]:
    """Whether another region's full name stands at `at`: (its end, the name if it does not fit).

    A name repeated (怀化市怀化市鹤城区) fits and is passed over.
    """
    if place.level == NATION or place.level >= COUNTY:
        return at, ""
    node = nation().trie
    found: tuple[int, tuple[Place, ...]] = (at, ())
    for end in range(at, len(line)):
        node = node.get(line[end], _NOWHERE)
        if not node:
            break
        if "" in node and node[""].full:
            regions = tuple(p for p in node[""].full if p.level <= COUNTY)
            found = (end + 1, regions) if regions else found
    if not found[1]:
        return at, ""
    if any(place.lies_in(named) for named in found[1]):
        return found[0], ""
    return found[0], line[at : found[0]]
