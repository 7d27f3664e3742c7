"""The tables that decide what every world is like: when people buy, shops, evidence.

Change a number here and the world changes; nothing else needs to. Shares are parts per million
unless said. Keep out: how dirty a world is (dirt), code that draws anything.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# ---- when orders are created -------------------------------------------------------------------

#: the days on which the province in the box has orders at all; the last period is open
TRADING_PERIODS: tuple[tuple[date, date | None], ...] = (
    (date(2019, 6, 1), date(2019, 7, 1)),
    (date(2020, 4, 1), None),
)
#: before this day a shop has only its own early share of its volume
GREW_ON = date(2020, 1, 1)
EARLY_PPM = (450_000, 1_050_000)

#: orders of an hour, any unit
HOUR_PROFILE = (
    *(14, 8, 5, 3, 3, 5, 12, 24),
    *(38, 52, 62, 58, 50, 52, 56, 54),
    *(52, 50, 52, 62, 74, 78, 62, 34),
)
#: Monday first
WEEKDAY_PPM = (1_020_000, 1_010_000, 1_000_000, 990_000, 970_000, 990_000, 1_020_000)


class Festival(NamedTuple):
    """Days in a row with more orders than usual: the first day by year, then a factor a day."""

    name: str
    first_day: dict[int, tuple[int, int]]
    factors_ppm: tuple[int, ...]


FESTIVALS = (
    Festival(
        "五一",
        {2019: (5, 1), 2020: (5, 1)},
        (1_250_000, 1_200_000, 1_150_000, 1_100_000, 1_050_000),
    ),
    Festival("517 吃货节", {2019: (5, 16), 2020: (5, 16)}, (1_250_000, 1_700_000, 1_300_000)),
    Festival(
        "618",
        {2019: (6, 1), 2020: (6, 1)},
        (
            *(1_500_000, 1_250_000, 1_150_000, 1_100_000, 1_080_000, 1_080_000),
            *(1_080_000, 1_080_000, 1_100_000, 1_100_000, 1_120_000, 1_150_000),
            *(1_200_000, 1_250_000, 1_350_000, 1_700_000, 2_000_000, 2_600_000),
            *(1_150_000, 900_000),
        ),
    ),
    Festival("端午", {2019: (6, 5), 2020: (6, 22)}, (1_200_000, 1_250_000, 1_150_000)),
)

# ---- what an order holds -----------------------------------------------------------------------

#: JD: of minutes with an order, how many end with one that is split by warehouse
JD_SPLIT_PPM = 20_000
TWO_LINES_PPM = 300_000
THREE_LINES_PPM = 110_000
GIFT_PPM = 40_000
DISCOUNT_PPM = 200_000
SUBSIDY_PPM = 90_000
FREIGHT_PPM = 240_000
QUANTITY_PPM = ((1, 720_000), (2, 200_000), (3, 50_000), (5, 30_000))
#: where parcels go: the seller's own province, then any county of China
RECEIVER_HOME_PPM = 320_000

# ---- shops -------------------------------------------------------------------------------------

SHOP_COUNT = {"taobao": 110, "jd": 60}
#: weight of the r-th shop: r to the power of minus this, in hundredths
WEIGHT_EXPONENT_HUNDREDTHS = 86
#: the other platforms of a larger world: the first number of their shops and how many they have
MORE_SHOPS = {
    "pdd": (201, 12),
    "douyin": (231, 12),
    "wechat": (261, 6),
    "kuaishou": (291, 8),
    "suning": (321, 6),
}
#: of their shops, in the order of size: what stands in a county for certain, and the rest
MORE_KINDS = (
    *("ordinary", "ordinary", "ordinary", "extra", "SU", "extra"),
    *("outside", "extra", "S4", "extra", "prefecture", "extra"),
)
#: counties that have no shop, so that a bulletin has rows without data
COUNTIES_WITHOUT_SHOP = ("430412", "430811", "431025")
#: the county whose only shop recalls its sales of May in June: its June is negative
RECALL_COUNTY = "433126"
#: shops of a kind that the ordinary ones don't cover: (seller path or kind, taobao, jd)
SPECIAL_SHOPS = (
    ("outside", 5, 4),
    # known to the prefecture only; they ship from elsewhere, its warehouse, their own county
    ("prefecture", 1, 1),
    ("warehouse", 1, 0),
    ("S4", 1, 1),
    ("province", 1, 1),
    # of which nothing is known but where they ship from
    ("ship_from", 1, 1),
    ("SU", 2, 2),
)
#: the county whose cloud warehouse ships for shops from anywhere, and how many of them it ships for
WAREHOUSE_COUNTY = "430111"
FROM_WAREHOUSE_PPM = 300_000
#: evidence of an ordinary shop's place
SELLER_PATHS_PPM = (("S1", 350_000), ("S2", 420_000), ("S3", 230_000))
OWN_PRODUCE_PPM = 180_000
STATION_PPM = 80_000
#: shops of 2020 (entrants in a year's comparison)
NEW_SHOP_PPM = 120_000
#: of second shops in a county: closed in spring 2020 (leavers), selling down to the villages
GONE_SHOP_PPM = 120_000
DOWN_SHOP_PPM = 200_000
#: the most that a shop sells whose move nobody noticed
STALE_WEIGHT_PPM = 3_000
#: when shops moved whose register says so
MOVED_ON = date(2020, 5, 15)

# ---- origin ------------------------------------------------------------------------------------

#: evidence of an item's origin
ORIGIN_PATHS_PPM = (
    ("O1", 330_000),
    ("O2", 80_000),
    ("O3", 320_000),
    ("O4", 130_000),
    ("O6", 60_000),
    ("OU", 80_000),
)
#: of an own-produce shop's items, how many have household codes; the rest rests on inspection
OWN_PRODUCE_CODED_PPM = 250_000
#: of O1: a delivered batch instead of a household code
BATCH_PPM = 200_000
#: of O2: an agreement of several households instead of a code without quantity
AGREEMENT_PPM = 600_000
#: of O3: how the item leads to the product, and how far the product reaches
O3_KINDS_PPM = (("code", 380_000), ("match", 420_000), ("brand", 200_000))
O3_VILLAGE_PPM = 600_000
#: of O4: the attribute names a prefecture only
O4_PREFECTURE_ONLY_PPM = 60_000
#: items with other evidence whose attribute agrees
AGREEING_ATTRIBUTE_PPM = 500_000
#: origin in the shop's own county, else elsewhere in the province, else outside it
ORIGIN_OWN_COUNTY_PPM = 760_000
ORIGIN_OUTSIDE_PPM = 30_000
#: a village of the sample of poor villages, where the county has any
POOR_VILLAGE_PPM = 720_000
POOR_HOUSEHOLD_PPM = 780_000

#: sample poor villages: the notice of 2020 speaks of 6,920, some outside the 51 counties
POOR_VILLAGE_COUNT = 6_920
POOR_VILLAGES_IN_51 = 5_240
