"""Sheets of labels with QR codes: A4, three by eight labels of 70 x 37 mm.

Every producer's label is the same but for the code: no name, no place, no kind of producer, and
no word of poverty. The QR code holds the code, behind the deployment's address where there is one.
Keep out: whose codes these are; PDF (orchestration has the fonts).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

import segno

COLUMNS, ROWS = 3, 8
PER_SHEET = COLUMNS * ROWS
TITLE = "产地编码"
HINT = "网店商家编码填此码"
FONT = "Shanhuo Sans SC"
_WIDTH, _HEIGHT, _TOP = 70, 37, 0.5
_QR_MM = 27
#: modules of white around the code, as ISO/IEC 18004 asks
_QUIET = 4


def qr_text(code: str, address: str) -> str:
    """What a scanner reads: the code, behind the deployment's address where there is one."""
    return address + code


def label_sheets(codes: Sequence[str], *, copies: int, address: str) -> list[str]:
    """One SVG image a sheet; `copies` labels of each code, one code after the other."""
    labels = [code for code in codes for _ in range(copies)]
    return [
        _sheet(labels[start : start + PER_SHEET], start // PER_SHEET + 1, address)
        for start in range(0, len(labels), PER_SHEET)
    ]


def printable_page(sheets: Sequence[str]) -> str:
    """The sheets as one HTML page that prints at its true size."""
    pages = "\n".join(sheets)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{TITLE}</title>
<style>
@page {{ size: A4; margin: 0 }}
body {{ margin: 0 }}
svg {{ display: block; break-after: page }}
</style>
</head>
<body>
{pages}
</body>
</html>
"""


def _sheet(codes: Sequence[str], number: int, address: str) -> str:
    # each code is drawn once a sheet; ids are of their sheet, for all stand in one page
    drawn = "\n".join(
        f'<g id="s{number}-{code}">{_drawing(code, address)}</g>' for code in dict.fromkeys(codes)
    )
    placed = "\n".join(
        f'<use href="#s{number}-{code}" x="{place % COLUMNS * _WIDTH}" '
        f'y="{_TOP + place // COLUMNS * _HEIGHT}"/>'
        for place, code in enumerate(codes)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" '
        f'viewBox="0 0 210 297" font-family="{FONT}, sans-serif">\n'
        f"<defs>\n{drawn}\n</defs>\n{placed}\n</svg>\n"
    )


def _drawing(code: str, address: str) -> str:
    # three lines of four, so that the eye has groups and nobody copies a separator
    lines = "".join(
        f'<text x="37" y="{16.5 + 5.5 * line}" font-size="5.2" letter-spacing="1">'
        f"{escape(code[4 * line : 4 * line + 4])}</text>"
        for line in range((len(code) + 3) // 4)
    )
    return (
        f'{_qr(qr_text(code, address))}<text x="37" y="9" font-size="4">{TITLE}</text>{lines}'
        f'<text x="37" y="33" font-size="2.6">{HINT}</text>'
    )


def _qr(text: str) -> str:
    """The QR code as one path, with a quarter of it to spare for dirt and creases (level Q)."""
    matrix = segno.make_qr(text, error="q", boost_error=False).matrix
    size = len(matrix) + 2 * _QUIET
    path = "".join(_row_path(row, modules) for row, modules in enumerate(matrix))
    return f'<g transform="translate(5 5) scale({_QR_MM / size:.6f})"><path d="{path}"/></g>'


def _row_path(row: int, modules: Sequence[int]) -> str:
    runs, column = [], 0
    for is_dark, run in groupby(modules):
        length = len(list(run))
        if is_dark:
            runs.append(f"M{column + _QUIET} {row + _QUIET}h{length}v1h-{length}z")
        column += length
    return "".join(runs)
