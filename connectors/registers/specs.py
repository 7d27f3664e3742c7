"""Every register's form: the one place that states its columns, for reader, template and docs.

Source: design, sections 4 and 5; docs/registers.md is written from here. Keep out: reading.
"""

from __future__ import annotations

from connectors.core.errors import ConfigurationError
from connectors.registers.authorisation_specs import AUTHORISATIONS
from connectors.registers.brand_specs import BRAND_USERS, BRANDS, CATALOGUE, CERTIFICATES
from connectors.registers.decision_specs import DECISIONS
from connectors.registers.fund_specs import FUND_PAYMENTS, FUNDS, VIOLATIONS
from connectors.registers.goods_specs import BATCHES, BOXES, INDUSTRIES, ITEM_MATCHES, PRODUCTS
from connectors.registers.linkage_specs import AGREEMENTS, BENEFITS, DELIVERIES, EMPLOYMENT
from connectors.registers.market_specs import (
    CONTRACTS,
    EVENTS,
    GROUP_SALES,
    PAIRING_SHOPS,
    PAIRINGS,
)
from connectors.registers.people_specs import LEADERS, TRAINED_VILLAGES, TRAININGS
from connectors.registers.place_specs import (
    AREA_CLASS_MARKS,
    REGIONS,
    REPORTING_UNITS,
    VILLAGE_MERGERS,
    VILLAGES,
)
from connectors.registers.producer_specs import CAPACITIES, CODES, PRODUCERS
from connectors.registers.programme_specs import (
    PROGRAMME_INDICATORS,
    PROGRAMME_REGIONS,
    PROGRAMME_TARGETS,
    PROGRAMMES,
)
from connectors.registers.shop_specs import ENTERPRISES, SHOPS, WAREHOUSES
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.station_specs import STATION_MONTHS, STATION_SERVICES_GIVEN, STATIONS

#: in an order in which they can be loaded: what others refer to comes first
REGISTERS: dict[str, RegisterSpec] = {
    spec.name: spec
    for spec in (
        REGIONS,
        VILLAGES,
        VILLAGE_MERGERS,
        AREA_CLASS_MARKS,
        REPORTING_UNITS,
        ENTERPRISES,
        PRODUCERS,
        STATIONS,
        STATION_SERVICES_GIVEN,
        STATION_MONTHS,
        BRANDS,
        INDUSTRIES,
        PRODUCTS,
        BATCHES,
        CAPACITIES,
        CODES,
        BOXES,
        BRAND_USERS,
        CERTIFICATES,
        CATALOGUE,
        SHOPS,
        WAREHOUSES,
        AUTHORISATIONS,
        ITEM_MATCHES,
        AGREEMENTS,
        DELIVERIES,
        BENEFITS,
        EMPLOYMENT,
        PAIRINGS,
        PAIRING_SHOPS,
        EVENTS,
        CONTRACTS,
        GROUP_SALES,
        TRAININGS,
        TRAINED_VILLAGES,
        LEADERS,
        FUNDS,
        FUND_PAYMENTS,
        VIOLATIONS,
        DECISIONS,
        PROGRAMMES,
        PROGRAMME_INDICATORS,
        PROGRAMME_REGIONS,
        PROGRAMME_TARGETS,
    )
}

#: the registers that make up a programme's folder
PROGRAMME_REGISTERS = (
    "programmes",
    "programme_indicators",
    "programme_regions",
    "programme_targets",
)


def register_spec(name: str) -> RegisterSpec:
    """The form of a register. Raises ConfigurationError where there is none of that name."""
    if name not in REGISTERS:
        raise ConfigurationError(
            f"there is no register {name}",
            where="registers",
            advice=f"choose one of {', '.join(REGISTERS)}",
        )
    return REGISTERS[name]
