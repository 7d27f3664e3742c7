"""Reads the properties of a product, which are one text in one of two forms.

`product_format` is a JSON object of names and values, or `name|value^name|value`; its successor
`product_format_new` holds numbers of properties and no names.
Source: field descriptions of the platform's own SDK (product/detail). Keep out: anything else.
"""

from __future__ import annotations

import msgspec

from connectors.platforms.douyin.settings import ORIGIN_PROPERTIES


def origin_text(product_format: str) -> str | None:
    """The product's 产地 as the seller chose it; null where none is told."""
    properties = _properties(product_format)
    for name in ORIGIN_PROPERTIES:
        value = properties.get(name, "")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _properties(text: str) -> dict[str, object]:
    if text.lstrip().startswith("{"):
        try:
            return msgspec.json.decode(text, type=dict[str, object])
        except msgspec.DecodeError:
            return {}
    pairs = (piece.partition("|") for piece in text.split("^"))
    return {name.strip(): value for name, _, value in pairs}
