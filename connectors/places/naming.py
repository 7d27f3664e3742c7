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
_PLAIN = re.compile(r"(?:特别行政区|省|市|地区|盟|县|区)$")


def short_name(name: str, *, taken: frozenset[str]) -> str:
    """The everyday name of a region; the full one where the short form would name another.

    `taken` holds the short forms already in use by the parent and by siblings.
    """
    for pattern in (_AUTONOMOUS, _PLAIN):
        stem = pattern.sub("", name)
        if stem != name and len(stem) >= 2 and stem not in taken:
            return stem
    return name
