"""Which font files a bulletin is set in.

Keep out: looking for fonts on the machine; only what is named or shipped is used, so the same
facts give the same bytes everywhere.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

SHIPPED = Path(__file__).resolve().parent
SERIF = "Shanhuo Serif SC"
SANS = "Shanhuo Sans SC"


class FontPaths(msgspec.Struct, frozen=True, kw_only=True):
    """Official fonts where a deployment has them: 仿宋_GB2312, 方正小标宋, 黑体.

    None means the face shipped here; it also steps in for characters the official font lacks.
    """

    body: Path | None = None
    title: Path | None = None
    heading: Path | None = None

    def files(self) -> list[Path]:
        """The configured files."""
        return [path for path in (self.body, self.title, self.heading) if path is not None]
