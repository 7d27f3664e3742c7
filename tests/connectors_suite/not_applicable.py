"""Tests of the suite that say nothing of a platform: (platform, test) → why.

A cell stands here only where the platform has nothing that the test is about; where it has it in
another form, the test is generalised by a property of the fake instead.
"""

from __future__ import annotations

NOT_APPLICABLE: dict[tuple[str, str], str] = {}
