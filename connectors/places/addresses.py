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

from connectors.places.atlas import (
    COUNTY,
    NATION,
    PROVINCE,
    TOWN,
    VILLAGE,
    Place,
    names_below,
    nation,
)
from connectors.places.beginnings import beginnings
from connectors.places.naming import PART_OF_ANOTHER, PART_OF_ANOTHER_TOWN
from connectors.places.regions import all_regions, code_on, region

_SEPARATORS = re.compile(r"[\s,，、;；:：。.|/\\()（）\[\]【】《》<>\"'“”‘’_+*#-]+")


class Reading(NamedTuple):
    """What an address names.

    `candidates` are the deepest regions (province, prefecture, county; codes of the day) that the
    names can mean: one where the text is clear, several where it is not, none where it names no
    place. `town_code` and `village_code` are those of the 2023 list, "" where none is certain.
    `contradiction` is a name in the text that lies elsewhere than what stands before it.
    `county_code` is the county, if the address settles on exactly one and nothing in it speaks
    against it.
    """

    candidates: tuple[str, ...]
    town_code: str
    village_code: str
    contradiction: str
    county_code: str | None

    @property
    def region_code(self) -> str | None:
        """The only candidate; None where there are several or none."""
        return self.candidates[0] if len(self.candidates) == 1 else None


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
    found = beginnings()
    begun = found.known(line, 0)
    start = 0
    # a beginning with its province is where the search would begin as well
    if begun is None or not begun.has_province:
        # what their names end with is looked for more quickly than the names
        if "省" in line or "自治区" in line or "行政区" in line:
            province = _province_names().search(line)
            if province and province.start():
                start = province.start()
                begun = found.known(line, start)
        begun = begun or found.learned(line, start)
    if begun is not None:
        only = _only_part(begun.county, line, start + begun.length)
        if only is not None:
            return _reading_of(only, on)
    walk = _follow(nation(), line, start)
    if start and walk.steps == 1:
        # the province stood in a later name (永济市山西省永济农场)
        walk = max(walk, _follow(nation(), line, 0), key=lambda tried: tried.steps)
    finals = walk.finals
    if len(finals) == 1 and not walk.contradiction:
        return _reading_of(finals[0], on)
    if home and len(finals) > 1:
        finals = tuple(place for place in finals if place.code.startswith(home)) or finals
    return _reading(finals, walk.contradiction, on.toordinal())


def _only_part(place: Place, line: str, at: int) -> Place | None:
    """The deepest place that the text names from a county on; None where a name is shared.

    As `_follow`, for the plain case: below a county no name contradicts.
    """
    size = len(line)
    while at < size and place.level < VILLAGE:
        lengths, _, plain = place.index or names_below(place)
        for length in lengths.get(line[at : at + 2], ()):
            name = line[at : at + length]
            if name in plain:
                part = plain[name]
                end = at + len(name)
                break
        else:
            part = None
        if part is None:
            end, names, _ = _next(place, line, at)
            if len(names) != 1:
                return None if names else place
            part = names[0]
        place, at = part, end
    return place


@cache
def _province_names() -> re.Pattern[str]:
    """Full names only: what stands before 湖南省 is a sender, a shop, a label."""
    names = (r.name for r in all_regions() if r.level == "province" and not r.name.endswith("市"))
    return re.compile("|".join(names))


def _reading_of(place: Place, on: date) -> Reading:
    """The reading of one place alone; lists are read for one day, so the last is kept."""
    kept = place.read
    if kept is not None and kept[0] == on:
        known: Reading = kept[1]
        return known
    if place.level < TOWN:
        reading = _reading((place,), "", on.toordinal())
    else:
        candidates, _, _, _, county = _reading_of(place.region, on)
        code = place.code
        village = code if place.level == VILLAGE else ""
        reading = Reading(candidates, code[:9], village, "", county)
    place.read = (on, reading)
    return reading


def _reading(finals: tuple[Place, ...], contradiction: str, ordinal: int) -> Reading:
    codes = [_region_code(place.region.code, ordinal) for place in finals]
    candidates = tuple(dict.fromkeys(code for code in codes if code))
    county = None
    if len(candidates) == 1 and not contradiction:
        found = region(candidates[0])
        county = candidates[0] if found is not None and found.level == "county" else None
    # a town two counties share, or two villages of one name in a county, are not certain
    place = finals[0] if len(finals) == 1 else None
    if place is None or place.level < TOWN:
        return Reading(candidates, "", "", contradiction, county)
    village = place.code if place.level == VILLAGE else ""
    return Reading(candidates, place.code[:9], village, contradiction, county)


@cache
def _region_code(code: str, ordinal: int) -> str | None:
    return code_on(code, date.fromordinal(ordinal)) if code else None


def _follow(place: Place, line: str, at: int) -> _Walk:
    """Go from place to place as far as the text leads; several ends where names are shared."""
    steps = 0
    contradiction = ""
    size = len(line)
    while at < size and place.level < VILLAGE:
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
    lengths, known, _ = place.index or names_below(place)
    size = len(line)
    is_right_behind = True
    while at < size:
        for length in lengths.get(line[at : at + 2], ()):
            # a slice past the end of the text is cut there, and so is the end
            name = line[at : at + length]
            meant = known.get(name)
            if meant is None:
                continue
            full, stems = meant
            if full:
                return at + len(name), full, ""
            if is_right_behind and _stands_alone(stems, line, at + len(name)):
                return at + len(name), stems, ""
        if is_right_behind:
            if line[at] != " ":
                behind, elsewhere = _named_elsewhere(place, line, at)
                if elsewhere:
                    return at, (), elsewhere
                is_right_behind = behind > at
                at = max(at, behind - 1)
        elif line[at] == " ":
            is_right_behind = True
        at += 1
    return at, (), ""


def _stands_alone(stems: tuple[Place, ...], line: str, end: int) -> bool:
    if end >= len(line) or line[end] == " ":
        return True
    level = stems[0].level
    if level > TOWN:
        return True
    other = PART_OF_ANOTHER_TOWN if level == TOWN else PART_OF_ANOTHER
    # 长沙路口镇 is 长沙 and its 路口镇, not a road
    return not other.match(line, end) or any(_begins(stem, line, end) for stem in stems)


def _begins(place: Place, line: str, at: int) -> bool:
    lengths, known, _ = place.index or names_below(place)
    for length in lengths.get(line[at : at + 2], ()):
        meant = known.get(line[at : at + length])
        # 湘潭湘乡 is the city and its 湘乡市, not a township 湘
        if meant is not None and (meant.full or place.level < COUNTY):
            return True
    return False


def _named_elsewhere(place: Place, line: str, at: int) -> tuple[int, str]:
    """Whether another region's full name stands at `at`: (its end, the name if it does not fit).

    A name repeated (怀化市怀化市鹤城区) fits and is passed over.
    """
    if place.level == NATION or place.level >= COUNTY:
        return at, ""
    index = names_below(nation())
    for length in index.lengths.get(line[at : at + 2], ()):
        name = line[at : at + length]
        meant = index.names.get(name)
        regions = [named for named in meant.full if named.level <= COUNTY] if meant else []
        if regions:
            return at + len(name), "" if any(place.lies_in(r) for r in regions) else name
    return at, ""
