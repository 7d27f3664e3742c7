"""The JSON Schema of facts.json, generated from the structs.

    python -m bulletins.schema

writes `schemas/monthly.schema.json`; a test fails while the file is behind the structs.
Keep out: rules that the structs don't have.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bulletins.facts import Facts

SCHEMA_FILE = Path(__file__).resolve().parent / "schemas" / "monthly.schema.json"


def facts_schema() -> bytes:
    """The schema as it is stored."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "facts.json of a monthly bulletin",
        **msgspec.json.schema(Facts),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_bytes(facts_schema())
