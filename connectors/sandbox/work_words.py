"""The words that the box's registers of field work draw from. Keep out: drawing."""

from __future__ import annotations

from connectors.registers.work_vocabularies import (
    LEADER_ORIGINS,
    STATION_EQUIPMENT,
    STATION_SERVICES,
    TRAINING_EVIDENCE,
)

EQUIPMENT = tuple(STATION_EQUIPMENT)
SERVICES = tuple(STATION_SERVICES)
EVIDENCE = tuple(TRAINING_EVIDENCE)
ORIGINS = tuple(LEADER_ORIGINS)
AUDIENCES = ("poor_households", "shop_keepers", "station_staff", "cadres")
BENEFIT_SHARES = (("purchase", 550_000), ("wage", 250_000), ("dividend", 120_000), ("rent", 80_000))
