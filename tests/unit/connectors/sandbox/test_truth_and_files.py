"""Truth and files: shares sum, a line stands once, the same world gives the same bytes."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import datetime

import pytest

from connectors.sandbox.order_files import write_jd, write_taobao
from connectors.sandbox.programme import target_rows
from connectors.sandbox.registers import columns_of, register_rows
from connectors.sandbox.truth import (
    is_seller_proved,
    seller_county,
    shop_truth_rows,
    truth_rows,
)
from connectors.sandbox.world import World
from connectors.sandbox.writing import yuan

START, END = datetime(2020, 6, 1), datetime(2020, 6, 2)


@pytest.fixture(scope="module")
def truth(world, now):
    return list(truth_rows(world, start=START, end=END, now=now))


def test_the_shares_of_a_line_sum_to_a_million(truth):
    shares = defaultdict(int)
    for row in truth:
        shares[row.platform, row.order_id, row.line_id] += row.share_ppm
    assert set(shares.values()) == {1_000_000}


def test_truth_has_each_line_once_and_its_money(world, now, truth):
    lines = {(r.platform, r.order_id, r.line_id): r.paid_fen for r in truth}
    firsts = [r for r in truth if r.share_no == 1]
    assert len(firsts) == len(lines)
    expected = Counter()
    for shop in world.shops:
        index = world.orders(shop.shop_id, by="created", start=START, end=END, now=now)
        for order in index.oldest_first(0, index.total):
            expected[shop.platform] += order.payment_fen - order.freight_fen
    found = Counter()
    for (platform, *_), fen in lines.items():
        found[platform] += fen
    assert found == expected


def test_only_sales_are_booked(truth):
    for row in truth:
        assert (row.booked_at is not None) == (row.sale_state == "sale")
    assert {r.sale_state for r in truth} >= {"sale", "closed", "deposit"}


def test_a_proved_level_has_its_place(truth):
    for row in truth:
        if row.origin_resolvable_level == "household":
            assert row.household_code
        if row.origin_resolvable_level in ("household", "village"):
            assert row.village_code
        if row.origin_resolvable_level != "none":
            assert row.origin_county_code.startswith("43")
        if row.seller_resolvable:
            assert row.seller_county_code.startswith("43")


def test_codes_are_those_of_the_booking_day(world, now):
    shop = next(s for s in world.shops if s.county_code == "430582" and not s.moved_on)
    for start, end, code in (
        (datetime(2019, 6, 1), datetime(2019, 7, 1), "430521"),
        (datetime(2020, 6, 1), datetime(2020, 7, 1), "430582"),
    ):
        rows = list(shop_truth_rows(world, shop, start=start, end=end, now=now))
        assert {r.seller_county_code for r in rows} == {code}


def test_file_line_ids_count_the_rows_of_an_order(world, now, truth):
    rows = list(truth_rows(world, start=START, end=END, now=now, line_ids="file"))
    assert len(rows) == len(truth)
    numbers = defaultdict(set)
    for row in rows:
        order_id, number = row.line_id.rsplit("-", 1)
        assert order_id == row.order_id
        numbers[row.platform, order_id].add(int(number))
    assert all(found == set(range(1, len(found) + 1)) for found in numbers.values())


def test_a_shop_that_moved_has_a_row_for_each_place(world):
    moved = [s for s in world.shops if s.moved_on and not s.is_stale]
    assert moved
    rows = list(register_rows(world, "shops"))
    for shop in moved:
        mine = [r for r in rows if r["shop_id"] == shop.shop_id]
        assert [r["valid_to"] for r in mine] == [r["valid_from"] for r in mine][::-1]
        assert mine[0]["operating_county_code"] == shop.earlier_county_code
        assert seller_county(shop, shop.moved_on) == mine[1]["operating_county_code"]


def test_registers_state_each_key_once_unless_dated(world):
    keys = {
        "producers": ("producer_code",),
        "products": ("product_code",),
        "codes": ("merchant_code",),
        "item_matches": ("platform", "item_id"),
        "agreements": ("agreement_no", "producer_code"),
        "shops": ("platform", "shop_id", "valid_from"),
        "warehouses": ("county_code", "warehouse_name"),
    }
    for name, key in keys.items():
        rows = list(register_rows(world, name))
        counts = Counter(tuple(r[k] for k in key) for r in rows)
        assert max(counts.values()) == 1, name
        assert {tuple(r) for r in rows} == {columns_of(name)}


@pytest.mark.parametrize("seed", range(1, 30))
def test_parcels_of_shops_known_to_the_prefecture_leave_from_every_kind_of_place(seed):
    world = World(seed)
    listed = {r["county_code"] for r in register_rows(world, "warehouses")}
    rows = {r["shop_id"]: r for r in register_rows(world, "shops")}
    kinds = Counter()
    for shop in world.shops:
        row = rows.get(shop.shop_id)
        if row is None or shop.known_region_code == shop.county_code:
            continue
        place, ship_from = row["operating_county_code"], row["ship_from_county_code"]
        reach = len(place.rstrip("0"))
        if reach > 2:
            is_inside = ship_from[:4] == place[:4]
            kind = "warehouse" if ship_from in listed else "inside" if is_inside else "outside"
            assert is_seller_proved(shop) == (kind == "inside")
            assert kind != "inside" or ship_from == shop.county_code
            assert kind != "warehouse" or is_inside
        else:
            kind = "province" if reach else "alone"
            assert not is_seller_proved(shop)
        kinds[kind] += 1
    assert kinds["warehouse"] >= 1
    assert kinds["inside"] >= 2
    assert kinds["province"] == kinds["alone"] == 2
    assert kinds.total() == 9


def test_agreements_share_out_the_whole(world):
    shares = Counter()
    for row in register_rows(world, "agreements"):
        shares[row["agreement_no"]] += int(row["share_ppm"])
    assert set(shares.values()) == {1_000_000}


def test_sample_targets_of_children_sum_to_their_parents(world):
    rows = list(target_rows(world))
    assert all(r["is_sample"] == "true" for r in rows)
    for indicator in ("agri_retail", "poor_county_agri_retail", "poor_village_trade"):
        targets = {
            r["region_code"]: int(r["target_fen"]) for r in rows if r["indicator_code"] == indicator
        }
        prefectures = {c: t for c, t in targets.items() if c.endswith("00") and c != "430000"}
        assert sum(prefectures.values()) == targets["430000"]
        for code, target in prefectures.items():
            inside = [t for c, t in targets.items() if c[:4] == code[:4] and c != code]
            assert sum(inside) == target


def test_export_files_hold_the_payments(world, now, tmp_path):
    taobao = world.shops[0]
    jd = next(s for s in world.shops if s.platform == "jd")
    for shop, write in ((taobao, write_taobao), (jd, write_jd)):
        index = world.orders(shop.shop_id, by="created", start=START, end=END, now=now)
        write(shop, index.oldest_first(0, index.total), tmp_path)
    with (tmp_path / f"taobao-report__{taobao.shop_id}.csv").open(encoding="gb18030") as handle:
        rows = list(csv.DictReader(handle))
    index = world.orders(taobao.shop_id, by="created", start=START, end=END, now=now)
    payments = {o.order_id: yuan(o.payment_fen) for o in index.oldest_first(0, index.total)}
    assert {r["订单编号"]: r["总金额"] for r in rows} == payments
    with (tmp_path / f"jd-export__{jd.shop_id}.csv").open(encoding="gb18030") as handle:
        rows = list(csv.DictReader(handle))
    index = world.orders(jd.shop_id, by="created", start=START, end=END, now=now)
    orders = index.oldest_first(0, index.total)
    assert len(rows) == sum(len(o.lines) for o in orders)
    assert {r["订单号"]: r["应付金额"] for r in rows} == {
        o.order_id: yuan(o.payment_fen) for o in orders
    }


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (5, "0.05"), (-105, "-1.05")])
def test_fen_are_written_as_yuan(fen, text):
    assert yuan(fen) == text
