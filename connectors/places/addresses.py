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

from connectors.places.atlas import COUNTY, NATION, PROVINCE, TOWN, Place, nation
from connectors.places.regions import all_regions, code_on, region

_SEPARATORS = re.compile(r"[\s,，、;；:：。.|/\\()（）\[\]【】《》<>\"'“”‘’_+*#-]+")
_ROAD = r"[东西南北中]?[一二三四五]?(?:路|街(?!道)|大道|巷|大街|桥|高速)"
_HOUSE = r"(?:站|机场|大学|学院|中学|小学|医院|广场|公园|小区|花园|大厦|国际|商城|宾馆|大酒店|师范)"
#: what shows that a stem before it is another name's beginning: 芙蓉中路, 永定镇, 新田铺镇
_PART_OF_ANOTHER = re.compile(
    rf"{_ROAD}|{_HOUSE}|[省市县区州盟旗镇乡村]|街道|社区|居委会|[^ ](?:镇|乡|村|街道)"
)
_PART_OF_ANOTHER_TOWN = re.compile(rf"{_ROAD}|{_HOUSE}|[市县区州盟旗村]|社区|居委会|[^ ][镇乡村]")


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
    line = normalize("NFKC", text)
    if not line.isalnum():
        line = _SEPARATORS.sub(" ", line)
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
    codes = [_region_code(place.region.code, ordinal) for place in finals]
    candidates = tuple(dict.fromkeys(code for code in codes if code))
    # a town two counties share, or two villages of one name in a county, are not certain
    place = finals[0] if len(finals) == 1 else None
    if place is None or place.level < TOWN:
        return Reading(candidates, "", "", contradiction)
    return Reading(candidates, place.code[:9], place.code[9:] and place.code, contradiction)


@cache
def _region_code(code: str, ordinal: int) -> str | None:
    return code_on(code, date.fromordinal(ordinal)) if code else None


def _follow(place: Place, line: str, at: int) -> _Walk:
    """Go from place to place as far as the text leads; several ends where names are shared."""
    steps = 0
    contradiction = ""
    while at < len(line):
        at, names, contradiction = _next(place, line, at)
        if not names:
            break
        steps += 1
        if len(names) == 1:
            place = names[0]
            continue
        walks = [_follow(named, line, at) for named in names]
        best = max(walk.steps - bool(walk.contradiction) for walk in walks)
        kept = [walk for walk in walks if walk.steps - bool(walk.contradiction) == best]
        finals = tuple(dict.fromkeys(final for walk in kept for final in walk.finals))
        return _Walk(steps + best, _outermost(finals), kept[0].contradiction)
    return _Walk(steps, (place,) if place.level else (), contradiction)


def _outermost(finals: tuple[Place, ...]) -> tuple[Place, ...]:
    """吉林 alone is the province, not the city in it or a county elsewhere."""
    provinces = tuple(place for place in finals if place.level == PROVINCE)
    return provinces or finals


def _next(place: Place, line: str, at: int) -> tuple[int, tuple[Place, ...], str]:
    """The next place named below `place`: where its name ends, what it may be, and "".

    Where a name comes first that lies outside `place`: no places and that name. No name at all: ().
    """
    lengths, full, stems = place.index
    size = len(line)
    is_right_behind = True
    while at < size:
        for length in lengths.get(line[at : at + 2], ()):
            # a slice past the end of the text is cut there, and so is the end
            name = line[at : at + length]
            end = at + len(name)
            if name in full:
                return end, full[name], ""
            if is_right_behind and name in stems and _stands_alone(stems[name], line, end):
                return end, stems[name], ""
        if line[at] == " ":
            is_right_behind = True
        elif is_right_behind:
            behind, elsewhere = _named_elsewhere(place, line, at)
            if elsewhere:
                return at, (), elsewhere
            is_right_behind = behind > at
            at = max(at, behind - 1)
        at += 1
    return at, (), ""


def _stands_alone(stems: tuple[Place, ...], line: str, end: int) -> bool:
    if end >= len(line) or line[end] == " ":
        return True
    level = stems[0].level
    if level > TOWN:
        return True
    other = _PART_OF_ANOTHER_TOWN if level == TOWN else _PART_OF_ANOTHER
    # 长沙路口镇 is 长沙 and its 路口镇, not a road
    return not other.match(line, end) or any(_begins(stem, line, end) for stem in stems)


def _begins(place: Place, line: str, at: int) -> bool:
    lengths, full, stems = place.index
    for length in lengths.get(line[at : at + 2], ()):
        name = line[at : at + length]
        # 湘潭湘乡 is the city and its 湘乡市, not a township 湘
        if name in full or (name in stems and place.level < COUNTY):
            return True
    return False


def _named_elsewhere(place: Place, line: str, at: int) -> tuple[int, str]:
    """Whether another region's full name stands at `at`: (its end, the name if it does not fit).

    A name repeated (怀化市怀化市鹤城区) fits and is passed over.
    """
    if place.level == NATION or place.level >= COUNTY:
        return at, ""
    index = nation().index
    for length in index.lengths.get(line[at : at + 2], ()):
        name = line[at : at + length]
        regions = [named for named in index.full.get(name, ()) if named.level <= COUNTY]
        if regions:
            return at + len(name), "" if any(place.lies_in(r) for r in regions) else name
    return at, ""
