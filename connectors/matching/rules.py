"""The thresholds of `rules.toml`. Keep out: using them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class CodeRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When codes speak for an item, see rules.toml."""

    least_length: int
    least_lines: int
    least_share_ppm: int


class NameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long an equal name must be to be certain; characters besides the place."""

    county_least_length: int
    linked_least_length: int


class LikenessRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which likeness (0 to 100) a candidate is shown, and how many are."""

    least: float
    shown: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them."""

    code: CodeRules
    name: NameRules
    likeness: LikenessRules


@cache
def shipped_rules() -> Rules:
    """The thresholds that ship with the program, all of them told."""
    text = (files("connectors.matching") / "rules.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Rules)
