"""A province of a few shops and codes, and all that can happen to it, as strategies.

Pools are small on purpose, so that registers, orders and refunds meet each other often.
Keep out: what follows from a change.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]

SHOPS = (("taobao", "s1"), ("taobao", "s2"), ("jd", "s3"), ("jd", "s4"))
#: the last place is outside the province, the one before a prefecture
COUNTIES = ("431222", "431281", "431271", "430524", "431121", "431181", "431200", "520624")
VILLAGES = ("431222101201", "431222101202", "430524100101")
CODES = ("K1", "K2", "K3", "K4")
BOXES = ("B1", "B2")
PRODUCTS = ("P1", "P2", "P3")
PRODUCERS = ("H1", "H2", "H3", "C1")
ITEMS = ("i1", "i2", "i3")
TITLES = ("农家好货", "隆回龙牙百合", "沅陵碣滩茶")
#: what a match of goods may name: an item, or a shop's code or title where its lines tell no item
MATCHED = (*ITEMS, *ITEMS, "编码:s1:k1", "编码:s2:b2", "标题:s1:农家好货", "标题:s3:沅陵碣滩茶")
#: the days on which registers change
DAYS = (
    date(2020, 5, 31),
    date(2020, 6, 10),
    date(2020, 6, 11),
    date(2020, 7, 1),
    date(2021, 1, 20),
)
#: month ends, a year's end, and the day on which 祁阳县 became a city
MOMENTS = (
    datetime(2019, 12, 31, 23, 59, 59),
    datetime(2020, 5, 31, 23, 59, 59),
    datetime(2020, 6, 1),
    datetime(2020, 6, 10, 12),
    datetime(2020, 6, 11, 9),
    datetime(2020, 7, 1),
    datetime(2021, 1, 19, 20),
    datetime(2021, 1, 20),
)
#: with few orders a day the rules of suspicion have to look at fewer
SUSPICION_RULES = {
    "least_orders": 4,
    "history_days": 1,
    "repeat_count": 2,
    "burst_ppm": 2_000_000,
}

_fen = st.one_of(st.integers(0, 9), st.integers(1, 20_000), st.just(9_999_999_999))
_maybe_code = st.sampled_from((None, "", *CODES, *CODES, *BOXES))
_county = st.sampled_from((None, "", *COUNTIES))
_village = st.sampled_from((None, None, *VILLAGES))


@st.composite
def order_contents(draw: st.DrawFn) -> Row:
    """What an order says beside its ids: state, moment, money and lines. Told lines sum to it."""
    count = draw(st.sampled_from((0, 1, 1, 2, 3)))
    fen = [draw(_fen) for _ in range(count)] or [draw(_fen)]
    told = draw(st.sampled_from(("all", "none", "some")))
    lines = []
    for number, amount in enumerate(fen[:count], start=1):
        row: Row = {
            "line_id": str(number),
            "item_id": draw(st.sampled_from((None, *ITEMS))),
            "merchant_code": draw(_maybe_code),
            "title": draw(st.sampled_from((None, *TITLES))),
            "item_origin_text": draw(
                st.sampled_from((None, "", "湖南沅陵", "邵阳市隆回县", "洪江"))
            ),
            "platform_category": draw(st.sampled_from((None, "50990001"))),
            "quantity": draw(st.sampled_from((None, 1, 1, 3))),
            "list_fen": draw(st.sampled_from((None, 0, amount, amount + 7, 333))),
            "is_gift": draw(st.sampled_from((False, False, False, True))),
        }
        if told == "all" or (told == "some" and number > 1):
            row["line_paid_fen"] = amount
        lines.append(row)
    return {
        "moment": draw(st.sampled_from(MOMENTS)),
        "sale_state": draw(
            st.sampled_from(("sale", "sale", "sale", "sale", "unpaid", "closed", "wholesale"))
        ),
        "paid_fen": sum(fen),
        "receiver_county_code": draw(st.sampled_from(("110101", "431222", "431281", None))),
        "buyer_hmac": draw(st.sampled_from((None, "u1", "u2"))),
        "lines": lines,
    }


#: a refund's size: a part of its order in ppm, or fen beyond it
refund_contents = st.fixed_dictionaries(
    {
        "share_ppm": st.sampled_from((1, 250_000, 333_333, 500_000, 1_000_000)),
        "extra_fen": st.sampled_from((0, 0, 0, 1, 800)),
        "line_id": st.sampled_from((None, None, "1", "2", "9")),
        "refund_state": st.sampled_from(
            ("succeeded", "succeeded", "succeeded", "pending", "closed")
        ),
        "days_after": st.sampled_from((None, -1, 0, 5, 31, 400)),
    }
)


def _history(keys: Row, values: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[list[Row]]:
    """What a load says of one key: always, until a day, from a day, otherwise from a day on."""

    @st.composite
    def rows(draw: st.DrawFn) -> list[Row]:
        key = {
            name: draw(given) if isinstance(given, st.SearchStrategy) else given
            for name, given in keys.items()
        }
        shape = draw(st.sampled_from(("always", "until", "from", "both", "overlap")))
        day = draw(st.sampled_from(DAYS))
        spans = {
            "always": [(None, None)],
            "until": [(None, day)],
            "from": [(day, None)],
            "both": [(None, day), (day, None)],
            "overlap": [(None, None), (day, None)],
        }[shape]
        return [
            key
            | {name: draw(value) for name, value in values.items()}
            | {"valid_from": start, "valid_to": end}
            for start, end in spans
        ]

    return rows()


_platform_shop = st.sampled_from(SHOPS)
_flag = st.booleans()
_product = st.sampled_from((None, "", *PRODUCTS))
_producer = st.sampled_from((None, "", *PRODUCERS))
_shop_values = {
    "trade_flow": st.sampled_from(("up", "up", "down", None)),
    "operating_county_code": _county,
    "inspected_county_code": _county,
    "inspected_village_code": _village,
    "licence_county_code": _county,
    "ship_from_county_code": _county,
    "is_own_produce": _flag,
    "is_station": _flag,
}


def _of_shop(rows: st.SearchStrategy[list[Row]]) -> st.SearchStrategy[list[Row]]:
    return st.tuples(_platform_shop, rows).map(
        lambda drawn: [row | {"platform": drawn[0][0], "shop_id": drawn[0][1]} for row in drawn[1]]
    )


@st.composite
def _box_rows(draw: st.DrawFn) -> list[Row]:
    box = draw(st.sampled_from(BOXES))
    cuts = sorted(draw(st.sets(st.sampled_from((250_000, 333_333, 500_001)), max_size=2)))
    bounds = [0, *cuts, draw(st.sampled_from((900_000, 1_000_000)))]
    validity = draw(st.sampled_from([(None, None), (None, DAYS[1]), (DAYS[1], None)]))
    return [
        {
            "box_code": box,
            "part_no": str(number),
            "product_code": draw(st.sampled_from(PRODUCTS)),
            "share_ppm": end - start,
            "valid_from": validity[0],
            "valid_to": validity[1],
        }
        for number, (start, end) in enumerate(pairwise(bounds), start=1)
    ]


@st.composite
def _agreement_rows(draw: st.DrawFn) -> list[Row]:
    platform, shop = draw(_platform_shop)
    producers = sorted(draw(st.sets(st.sampled_from(PRODUCERS), min_size=1, max_size=3)))
    share = draw(st.sampled_from((100_000, 333_333)))
    validity = draw(st.sampled_from([(None, None), (None, DAYS[1]), (DAYS[1], None)]))
    common = {
        "agreement_no": draw(st.sampled_from(("A1", "A2"))),
        "platform": platform,
        "shop_id": shop,
        "product_code": draw(_product),
        "valid_from": validity[0],
        "valid_to": validity[1],
    }
    return [common | {"producer_code": p, "share_ppm": share} for p in producers]


@st.composite
def _delivery_rows(draw: st.DrawFn) -> list[Row]:
    delivered = draw(st.sampled_from(DAYS))
    return [
        {
            "delivery_no": number,
            "agreement_no": draw(st.sampled_from((None, "A1", "A2"))),
            "producer_code": draw(st.sampled_from(PRODUCERS)),
            "product_code": draw(st.sampled_from(PRODUCTS)),
            "batch_code": draw(st.sampled_from((None, *CODES))),
            "delivered_on": delivered,
            "quantity": draw(st.sampled_from(("1", "2.5", "0.333", "100"))),
            "unit": draw(st.sampled_from(("斤", "斤", "斤", "件"))),
            "valid_from": draw(st.sampled_from((None, delivered))),
            "valid_to": draw(st.sampled_from((None, None, DAYS[2]))),
        }
        for number in sorted(draw(st.sets(st.sampled_from(("D1", "D2", "D3")), min_size=1)))
    ]


@st.composite
def _authorisation_rows(draw: st.DrawFn) -> list[Row]:
    platform, shop = draw(_platform_shop)
    return [
        {
            "platform": platform,
            "shop_id": shop,
            "authorisation_no": draw(st.sampled_from(("Z1", "Z2"))),
            "scope": "orders",
            "agreed_on": DAYS[0],
            "revoked_on": draw(st.sampled_from((None, DAYS[1], DAYS[3]))),
            "withdrawal_choice": draw(st.sampled_from((None, "keep", "remove"))),
            "valid_from": None,
            "valid_to": draw(st.sampled_from((None, DAYS[2]))),
        }
    ]


REGISTERS: dict[str, st.SearchStrategy[list[Row]]] = {
    "shops": _of_shop(_history({}, _shop_values)),
    "codes": _history(
        {"merchant_code": st.sampled_from(CODES)},
        {
            "code_kind": st.sampled_from(("household", "household", "batch")),
            "producer_code": _producer,
            "product_code": _product,
            "capacity_quantity": st.sampled_from((None, 1, 4, 100)),
        },
    ),
    "products": _history(
        {"product_code": st.sampled_from(PRODUCTS)},
        {
            "goods_class": st.sampled_from((None, "primary_agri", "tea_wine")),
            "county_code": _county,
            "village_code": _village,
            "producer_code": _producer,
            "evidence_kind": st.just("register"),
        },
    ),
    "producers": _history(
        {"producer_code": st.sampled_from(PRODUCERS)},
        {
            "producer_kind": st.sampled_from(("household", "household", "cooperative")),
            "county_code": _county,
            "village_code": _village,
        },
    ),
    "item_matches": st.tuples(
        st.sampled_from(("taobao", "jd")),
        _history({"item_id": st.sampled_from(MATCHED)}, {"product_code": _product}),
    ).map(lambda drawn: [row | {"platform": drawn[0]} for row in drawn[1]]),
    "brand_users": _history(
        {
            "brand_code": st.just("B"),
            "producer_code": st.sampled_from(PRODUCERS),
            "product_code": st.sampled_from(PRODUCTS),
        },
        {"permit_no": st.just("SQ1")},
    ),
    "certificates": _history(
        {"certificate_no": st.sampled_from(("Z1", "Z2"))},
        {
            "certificate_kind": st.sampled_from(("organic", "organic", "food_licence")),
            # it may turn out to be of another product than was said
            "product_code": _product,
            "producer_code": _producer,
            "issued_on": st.sampled_from((date(2019, 1, 1), DAYS[1])),
            "expires_on": st.sampled_from(DAYS[2:]),
        },
    ),
    "boxes": _box_rows(),
    "agreements": _agreement_rows(),
    "warehouses": _history(
        {"county_code": st.sampled_from(COUNTIES[:6]), "warehouse_name": st.just("云仓")}, {}
    ),
    "group_sales": _of_shop(
        _history({"proof_no": st.sampled_from(("G1", "G2"))}, {"proof_kind": st.just("contract")})
    ),
    "deliveries": _delivery_rows(),
    "authorisations": _authorisation_rows(),
    "villages": _history(
        {"village_code": st.sampled_from(VILLAGES)},
        {"name": st.sampled_from(("上村", "下村")), "county_code": st.just("431222")},
    ),
}


def _always(*rows: Row) -> list[Row]:
    return [row | {"valid_from": None, "valid_to": None} for row in rows]


#: what stands at first, so that every later load changes something that lines hang on
FIRST_REGISTERS: dict[str, list[Row]] = {
    "producers": _always(
        *(
            {"producer_code": code, "producer_kind": kind, "county_code": county, "village_code": v}
            for code, kind, county, v in (
                ("H1", "household", "431222", VILLAGES[0]),
                ("H2", "household", "430524", VILLAGES[2]),
                ("H3", "household", "431222", VILLAGES[1]),
                ("C1", "cooperative", "431281", None),
            )
        )
    ),
    "products": _always(
        *(
            {
                "product_code": code,
                "goods_class": "primary_agri",
                "county_code": county,
                "village_code": None,
                "producer_code": producer,
                "evidence_kind": "register",
            }
            for code, county, producer in (
                ("P1", "431222", None),
                ("P2", "430524", "H2"),
                ("P3", None, "C1"),
            )
        )
    ),
    "codes": _always(
        *(
            {
                "merchant_code": code,
                "code_kind": kind,
                "producer_code": producer,
                "product_code": product,
                "capacity_quantity": capacity,
            }
            for code, kind, producer, product, capacity in (
                ("K1", "household", "H1", "P1", 4),
                ("K2", "household", "H2", "P2", 100),
                ("K3", "batch", "C1", "P3", None),
                ("K4", "household", "H1", "P1", None),
            )
        )
    ),
    "boxes": _always(
        {"box_code": "B1", "part_no": "1", "product_code": "P1", "share_ppm": 333_333},
        {"box_code": "B1", "part_no": "2", "product_code": "P2", "share_ppm": 666_667},
    ),
    "item_matches": _always(
        {"platform": "taobao", "item_id": "i1", "product_code": "P1"},
        {"platform": "jd", "item_id": "i2", "product_code": "P2"},
    ),
    "agreements": _always(
        *(
            {
                "agreement_no": "A1",
                "platform": "taobao",
                "shop_id": "s2",
                "product_code": None,
                "producer_code": producer,
                "share_ppm": 333_333,
            }
            for producer in ("H1", "H2")
        )
    ),
}

decision_values = st.fixed_dictionaries(
    {
        "line_id": st.sampled_from((None, "1", "2")),
        "decided_county_code": _county,
        "is_genuine": st.sampled_from((None, True, False)),
        "valid_to": st.sampled_from((None, None, DAYS[2])),
    }
)

#: a county merged into its neighbour on a day, or not (any more)
mergers = st.sampled_from((None, date(2020, 6, 11), date(2021, 1, 20)))

item_contents = st.fixed_dictionaries(
    {
        "item_id": st.sampled_from(ITEMS),
        "merchant_code": _maybe_code,
        "title": st.sampled_from((None, "沅陵碣滩茶")),
        "item_origin_text": st.sampled_from((None, "湖南沅陵", "洪江")),
    }
)

later = st.sampled_from((timedelta(days=-3), timedelta(minutes=1), timedelta(days=2)))

_pick = st.integers(0, 999)
_register = st.one_of(*(st.tuples(st.just(name), rows) for name, rows in REGISTERS.items()))

#: what can happen, by the method of LivingProvince that lands it; registers change most
CHANGES: dict[str, st.SearchStrategy[Row]] = {
    "sells": st.fixed_dictionaries({"shop": _platform_shop, "contents": order_contents()}),
    "order_changes": st.fixed_dictionaries(
        {"pick": _pick, "contents": order_contents(), "after": later}
    ),
    "sells_in_a_burst": st.fixed_dictionaries(
        {"shop": _platform_shop, "contents": order_contents(), "count": st.integers(3, 5)}
    ),
    "stands_on_another_platform_too": st.fixed_dictionaries(
        {"pick": _pick, "minutes": st.sampled_from((1, 10, 11))}
    ),
    "refund_comes": st.fixed_dictionaries({"pick": _pick, "contents": refund_contents}),
    "refund_changes": st.fixed_dictionaries(
        {
            "pick": _pick,
            "contents": refund_contents,
            "after": later,
            "to_order": st.one_of(st.none(), st.none(), _pick),
        }
    ),
    "refund_comes_before_its_order": st.fixed_dictionaries({"contents": refund_contents}),
    "cannot_be_read": st.fixed_dictionaries(
        {
            "pick": _pick,
            "is_refund": st.booleans(),
            "after": later,
            "is_read_elsewhere": st.booleans(),
        }
    ),
    "lands_again": st.fixed_dictionaries({"pick": _pick}),
    "batch_is_withdrawn_or_comes_back": st.fixed_dictionaries({"pick": _pick}),
    "item_is_offered": st.fixed_dictionaries(
        {"platform": st.sampled_from(("taobao", "jd")), "contents": item_contents}
    ),
    "register_changes": st.fixed_dictionaries({"change": _register}),
    "registers_change_together": st.fixed_dictionaries(
        {"changes": st.lists(_register, min_size=2, max_size=3)}
    ),
    "somebody_decides": st.fixed_dictionaries({"pick": _pick, "values": decision_values}),
    "county_merges": st.fixed_dictionaries({"day": mergers}),
}
_WEIGHTS = {
    "register_changes": 10,
    "refund_comes": 5,
    "sells": 4,
    "refund_changes": 2,
    "order_changes": 2,
    "somebody_decides": 2,
}

#: one change: its name and what it says
any_change: st.SearchStrategy[tuple[str, Row]] = st.sampled_from(
    [name for name in CHANGES for _ in range(_WEIGHTS.get(name, 1))]
).flatmap(lambda name: st.tuples(st.just(name), CHANGES[name]))
