"""The field work of the box: stations, trainings, leaders, benefits, employment, authorisations.

Invented by the seed for the sample villages and the world's own shops and producers; every name and
document says 示例. Keep out: markets and money (market_registers), shops and goods (registers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from connectors.places.villages import Village
from connectors.sandbox.geography import POOR_COUNTIES, hunan_counties, poor_villages
from connectors.sandbox.hashing import Draw
from connectors.sandbox.records import WorldSource
from connectors.sandbox.work_words import (
    AUDIENCES,
    BENEFIT_SHARES,
    EQUIPMENT,
    EVIDENCE,
    ORIGINS,
    SERVICES,
)
from connectors.sandbox.world import World
from connectors.sandbox.writing import flag

Row = dict[str, str]

SAMPLE = "示例"
#: of the sample villages: those with a station, and of these the ones whose services are listed
STATION_PPM, LISTED_PPM = 620_000, 60_000
TRAINED_PPM, LEADER_PPM, BENEFIT_PPM = 700_000, 150_000, 450_000
_FIRST_OPENED, _OPENING_DAYS = date(2017, 1, 1), 1_200
_QUARTERS = (date(2019, 8, 10), date(2019, 11, 12), date(2020, 5, 11), date(2020, 6, 8))
_MONTHS = (date(2020, 4, 1), date(2020, 5, 1), date(2020, 6, 1))


def enterprise_code(county: str) -> str:
    """The county's e-commerce enterprise of the box."""
    return f"QY{county}"


def enterprise_rows(_: World) -> Iterator[Row]:
    """One enterprise in each county that builds its stations, holds its courses and employs."""
    for county in hunan_counties():
        yield {
            "enterprise_code": enterprise_code(county.region_code),
            "enterprise_name": f"{county.short_name or county.name}电商公司（示例）",
            "enterprise_kind": "ecommerce",
            "county_code": county.region_code,
            "operating_county_code": county.region_code,
        }


def station_rows(world: World) -> Iterator[Row]:
    """A centre in each of the 51 counties and stations in most of the sample villages."""
    for county in sorted(POOR_COUNTIES):
        yield _station(world, f"ZX{county}", county, None)
    for county, village in _villages(world):
        if _has_station(world, village):
            yield _station(world, f"ZD{village.village_code}", county, village)


def _station(world: World, code: str, county: str, village: Village | None) -> Row:
    draw = Draw(world.seed, "station", code)
    staff = 8 if village is None else draw.between(1, 2)
    opened = _FIRST_OPENED + timedelta(days=draw.below(_OPENING_DAYS))
    is_closed = village is not None and draw.chance(30_000)
    return {
        "station_code": code,
        "station_level": "county_centre" if village is None else "village_station",
        "county_code": county,
        "town_code": village.town_code if village else "",
        "village_code": village.village_code if village else "",
        "networks": draw.pick(("ecommerce", "ecommerce|post", "ecommerce|supply_coop|courier")),
        "opened_on": opened.isoformat(),
        "closed_on": (opened + timedelta(days=900)).isoformat() if is_closed else "",
        "has_fixed_place": "true",
        "area_m2": str(draw.between(300, 900) if village is None else draw.between(18, 60)),
        "has_sign": "true",
        "has_posted_rules": flag(draw.chance(930_000)),
        "equipment": "|".join(word for word in EQUIPMENT if draw.chance(940_000)),
        "staff_count": str(staff),
        "trained_staff_count": str(draw.between(0, staff) if draw.chance(100_000) else staff),
        "is_poor_operator": flag(draw.chance(120_000)) if village else "",
        "enterprise_code": enterprise_code(county),
        "inspected_on": date(2020, 3 + draw.below(3), 1 + draw.below(28)).isoformat(),
        "acceptance": "passed" if draw.chance(960_000) else "failed",
    }


def service_rows(world: World) -> Iterator[Row]:
    """The services of centres and of a few listed stations."""
    for code in _listed_stations(world):
        draw = Draw(world.seed, "services", code)
        for service in SERVICES:
            if draw.chance(800_000):
                yield {
                    "station_code": code,
                    "service": service,
                    "valid_from": date(2018, 1 + draw.below(12), 1).isoformat(),
                }


def service_month_rows(world: World) -> Iterator[Row]:
    """How often the listed stations served from April to June 2020."""
    for code in _listed_stations(world):
        for month in _MONTHS:
            draw = Draw(world.seed, "station month", code, month)
            for service in ("buying", "selling", "parcels"):
                count = draw.between(10, 300)
                yield {
                    "station_code": code,
                    "month_on": month.isoformat(),
                    "service": service,
                    "service_count": str(count),
                    "poor_service_count": str(count * draw.between(10, 60) // 100),
                }


def training_rows(world: World) -> Iterator[Row]:
    """A course in each county with sample villages in each of four quarters."""
    for county in sorted(poor_villages(world.seed)):
        for number, day in enumerate(_QUARTERS):
            draw = Draw(world.seed, "training", county, number)
            starts = day + timedelta(days=draw.below(12))
            days = draw.between(1, 3)
            trainees = draw.between(25, 80)
            yield {
                "training_no": training_no(county, number),
                "county_code": county,
                "organiser_code": enterprise_code(county),
                "filed_on": (starts - timedelta(days=10)).isoformat(),
                "starts_on": starts.isoformat(),
                "ends_on": (starts + timedelta(days=days - 1)).isoformat(),
                "term": "short",
                "audience": draw.pick(AUDIENCES),
                "training_form": "online" if day.year == 2020 else "classroom",
                "trainee_count": str(trainees),
                "person_day_count": str(trainees * days),
                "poor_trainee_count": str(trainees * draw.between(20, 70) // 100),
                "lecturer_count": "2",
                "qualified_lecturer_count": "2",
                "evidence": "|".join(word for word in EVIDENCE if draw.chance(950_000)),
            }


def training_no(county: str, number: int) -> str:
    """The number of a county's course."""
    return f"PX{county}{number:02d}"


def trained_village_rows(world: World) -> Iterator[Row]:
    """How many persons of a sample village a course of its county trained."""
    for county, village in _villages(world):
        draw = Draw(world.seed, "trained", village.village_code)
        if draw.chance(TRAINED_PPM):
            trainees = draw.between(1, 3)
            yield {
                "training_no": training_no(county, draw.below(len(_QUARTERS))),
                "village_code": village.village_code,
                "trainee_count": str(trainees),
                "applied_count": str(draw.between(0, trainees)),
            }


def leader_rows(world: World) -> Iterator[Row]:
    """E-commerce leaders of some sample villages."""
    for _, village in _villages(world):
        draw = Draw(world.seed, "leader", village.village_code)
        if draw.chance(LEADER_PPM):
            led = draw.between(5, 40)
            yield {
                "leader_code": f"DT{village.village_code}",
                "village_code": village.village_code,
                "origin": draw.pick(ORIGINS),
                "state": "chosen",
                "chosen_on": date(2018 + draw.below(2), 1 + draw.below(12), 1).isoformat(),
                "is_trained": "true",
                "led_household_count": str(led),
                "led_poor_household_count": str(led * draw.between(20, 80) // 100),
            }


def benefit_rows(world: World) -> Iterator[Row]:
    """What households of the world got from April to June 2020, each with a voucher."""
    for number, source in enumerate(_households(world)):
        draw = Draw(world.seed, "benefit", source.producer_code)
        if draw.chance(BENEFIT_PPM):
            kind = draw.choose(BENEFIT_SHARES)
            month = draw.pick(_MONTHS)
            yield {
                "benefit_no": f"ZS{number:05d}",
                "producer_code": source.producer_code,
                "benefit_kind": kind,
                "paid_on": (month + timedelta(days=draw.below(28))).isoformat(),
                "amount_fen": str(draw.between(200, 6_000) * 100),
                "voucher_kind": "payroll" if kind == "wage" else "transfer",
                "voucher_no": f"{SAMPLE}{number:05d}",
                "enterprise_code": enterprise_code(source.county_code),
            }


def employment_rows(world: World) -> Iterator[Row]:
    """Persons at work in packing and growing in each of the 51 counties."""
    for county in sorted(POOR_COUNTIES):
        for month in _MONTHS:
            for link in ("growing", "packing"):
                draw = Draw(world.seed, "employment", county, month, link)
                employed = draw.between(20, 120)
                poor = employed * draw.between(20, 70) // 100
                yield {
                    "enterprise_code": enterprise_code(county),
                    "county_code": county,
                    "month_on": month.isoformat(),
                    "chain_link": link,
                    "employed_count": str(employed),
                    "poor_employed_count": str(poor),
                    "poor_wages_fen": str(poor * draw.between(1_200, 2_600) * 100),
                }


def authorisation_rows(world: World) -> Iterator[Row]:
    """A letter of each shop: the box's platforms and files are read by leave."""
    for shop in world.shops:
        yield {
            "platform": shop.platform,
            "shop_id": shop.shop_id,
            "authorisation_no": f"SQ{shop.platform[:2].upper()}{shop.ordinal:04d}",
            "scope": "orders|refunds|items|files",
            "agreed_by": "owner" if shop.owner_kind != "enterprise" else "legal_representative",
            "agreed_on": "2019-04-20",
            "document": SAMPLE,
            "valid_from": "2019-05-01",
        }


def _villages(world: World) -> Iterator[tuple[str, Village]]:
    for county, villages in sorted(poor_villages(world.seed).items()):
        for village in villages:
            yield county, village


def _has_station(world: World, village: Village) -> bool:
    return Draw(world.seed, "has station", village.village_code).chance(STATION_PPM)


def _listed_stations(world: World) -> Iterator[str]:
    for county in sorted(POOR_COUNTIES):
        yield f"ZX{county}"
    for _, village in _villages(world):
        draw = Draw(world.seed, "listed", village.village_code)
        if _has_station(world, village) and draw.chance(LISTED_PPM):
            yield f"ZD{village.village_code}"


def _households(world: World) -> Iterator[WorldSource]:
    seen: set[str] = set()
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            for source in (s for sku in item.skus for s in sku.sources):
                if source.household_code and source.producer_code not in seen:
                    seen.add(source.producer_code)
                    yield source


WRITERS: dict[str, Callable[[World], Iterator[Row]]] = {
    "enterprises": enterprise_rows,
    "stations": station_rows,
    "station_services": service_rows,
    "station_months": service_month_rows,
    "trainings": training_rows,
    "training_villages": trained_village_rows,
    "leaders": leader_rows,
    "benefits": benefit_rows,
    "employment": employment_rows,
}
