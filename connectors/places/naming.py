"""Short names of regions: 城步苗族自治县 → 城步, 怀化市 → 怀化, 邵阳县 stays 邵阳县.

Keep out: files, codes, dates.
"""

from __future__ import annotations

import re

_PEOPLES = (
    "土家族|苗族|侗族|瑶族|回族|壮族|满族|蒙古族|藏族|羌族|彝族|白族|傣族|黎族|畲族|布依族|水族|仡佬族"
    "|哈尼族|傈僳族|拉祜族|佤族|纳西族|景颇族|独龙族|怒族|普米族|布朗族|朝鲜族|达斡尔族|鄂温克族|鄂伦春"
    "|毛南族|仫佬族|各族|土族|撒拉族|东乡族|保安族|裕固族|哈萨克族?|柯尔克孜|塔吉克|锡伯|蒙古|维吾尔"
)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*自治[县州区旗]$")
_TOWN = re.compile(rf"(?:(?:{_PEOPLES})*乡|镇|街道)$")
_VILLAGE_OFFICE = re.compile(r"(?:村民|居民)?委员会$|[村居]委会$")
_VILLAGE = re.compile(r"(?:村|社区)$")
_PLAIN = re.compile(r"(?:特别行政区|省|市|地区|盟|县|区)$")

_ROAD = r"[东西南北中]?[一二三四五]?(?:路|街(?!道)|大道|巷|大街|桥|高速)"
_HOUSE = r"(?:站|机场|大学|学院|中学|小学|医院|广场|公园|小区|花园|大厦|国际|商城|宾馆|大酒店|师范)"
#: what shows that a stem before it is another name's beginning: 芙蓉中路, 永定镇, 新田铺镇
PART_OF_ANOTHER = re.compile(
    rf"{_ROAD}|{_HOUSE}|[省市县区州盟旗镇乡村]|街道|社区|居委会|[^ ](?:镇|乡|村|街道)"
)
PART_OF_ANOTHER_TOWN = re.compile(rf"{_ROAD}|{_HOUSE}|[市县区州盟旗村]|社区|居委会|[^ ][镇乡村]")


def short_name(name: str, *, taken: frozenset[str]) -> str:
    """The everyday name of a region; the full one where the short form would name another.

    `taken` holds the short forms already in use by the parent and by siblings.
    """
    for pattern in (_AUTONOMOUS, _PLAIN):
        stem = pattern.sub("", name)
        if stem != name and len(stem) >= 2 and stem not in taken:
            return stem
    return name


def town_stem(name: str) -> str:
    """A town's name without its kind: 千家峒瑶族乡 → 千家峒; whole where too little would stay."""
    stem = _TOWN.sub("", name)
    return stem if len(stem) >= 2 else name


def village_names(name: str) -> tuple[str, ...]:
    """The forms under which a village of the Bureau's list is written, the list's own first.

    江东村委会 → 江东村; 识字里社区居委会 → 识字里社区.
    """
    bare = _VILLAGE_OFFICE.sub("", name)
    if bare == name or len(bare) < 2:
        return (name,)
    if bare.endswith(("村", "社区")):
        return (name, bare)
    return (name, f"{bare}村" if name.endswith(("村委会", "村民委员会")) else f"{bare}社区")


def village_stem(name: str) -> str:
    """A village's name without its kind: 十八洞村 → 十八洞."""
    stem = _VILLAGE.sub("", name)
    return stem if len(stem) >= 2 else name
