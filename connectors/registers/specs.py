"""Every register's form: the one place that states its columns, for reader, template and docs.

Source: design, sections 4 and 5; docs/registers.md is written from here. Keep out: reading.
"""

from __future__ import annotations

from connectors.core.errors import ConfigurationError
from connectors.registers.authorisation_specs import AUTHORISATIONS
from connectors.registers.commerce_specs import (
    BOXES,
    CODES,
    DECISIONS,
    GROUP_SALES,
    ITEM_MATCHES,
    PRODUCERS,
    PRODUCTS,
    SHOPS,
    WAREHOUSES,
)
from connectors.registers.linkage_specs import AGREEMENTS, BENEFITS, DELIVERIES, EMPLOYMENT
from connectors.registers.place_specs import REGIONS, VILLAGES
from connectors.registers.programme_specs import (
    PROGRAMME_INDICATORS,
    PROGRAMME_REGIONS,
    PROGRAMME_TARGETS,
    PROGRAMMES,
)
from connectors.registers.spec_types import RegisterSpec

REGISTERS: dict[str, RegisterSpec] = {
    spec.name: spec
    for spec in (
        REGIONS,
        VILLAGES,
        SHOPS,
        WAREHOUSES,
        PRODUCERS,
        PRODUCTS,
        CODES,
        BOXES,
        ITEM_MATCHES,
        AGREEMENTS,
        DELIVERIES,
        BENEFITS,
        EMPLOYMENT,
        AUTHORISATIONS,
        DECISIONS,
        GROUP_SALES,
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
