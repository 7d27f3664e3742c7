"""Cuts the two TrueType faces of the bulletins out of the full Noto fonts.

    python -m bulletins.fonts.build

Kept: GB2312, every place name of `connectors/places/data`, the rare characters listed in
`place_characters.txt` (county names of all China, village names of Hunan, Henan and Guizhou),
Latin letters and the signs of official papers. The outlines are turned from cubic to quadratic:
the width table of the full fonts breaks one rule of PDF/UA-1 and one of PDF/A-2a, that of a
TrueType face doesn't. Needs the development dependencies; takes about half a minute, once.
Keep out: anything a bulletin needs while it is being made.
"""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PLACES = FOLDER.parents[1] / "connectors" / "places" / "data"
# family name, source file, file shipped
FACES = (
    ("Shanhuo Serif SC", "NotoSerifSC-Regular.otf", "ShanhuoSerifSC-Regular.ttf"),
    ("Shanhuo Sans SC", "NotoSansSC-Regular.otf", "ShanhuoSansSC-Regular.ttf"),
)
SIGNS = (
    "—–‐…·•‘’“”〈〉《》「」『』【】〔〕（）［］｛｝、。，；：！？％＋－＝＜＞×÷±≤≥≠≈∞√∑∏∫"
    "°′″℃‰¥￥№§†‡©®™←↑→↓↔↕▲△▼▽◆◇●○■□★☆①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ　～〇﹣−"
)
# a point of the new outline may lie this many font units (of 1000) off the old one
TOLERANCE_UNITS = 1.0
# what a table of TrueType limits holds beside the number of glyphs
MAXP_FIELDS = (
    "maxZones",
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)


def characters() -> set[int]:
    """Code points that the faces must hold."""
    text = SIGNS + "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            text += bytes((high, low)).decode("gb2312", errors="ignore")
    text += (FOLDER / "place_characters.txt").read_text(encoding="utf-8")
    for path in sorted(PLACES.glob("*.csv*")):
        raw = path.read_bytes()
        text += (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return {ord(sign) for sign in text if not sign.isspace() or sign in " \u3000\u00a0"}


def source_folder() -> Path:
    """Where the full fonts of pylopdf-fonts-zh-cn lie in this environment."""
    found = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if found is None or found.origin is None:
        raise SystemExit("pylopdf-fonts-zh-cn is missing: install the development dependencies")
    return Path(found.origin).parent


def cut(source: Path, target: Path, family: str, wanted: set[int]) -> int:
    """Write one TrueType face with the wanted characters; returns how many it holds."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        layout_features=["kern", "locl"], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _to_quadratic(font)
    for record in font["name"].names:
        # a changed face must not carry the old one's name (OFL 1.1, condition 3)
        if record.nameID in {1, 3, 4, 6, 16}:
            record.string = family.replace(" ", "") if record.nameID in {3, 6} else family
    font.save(target)
    return len(font.getBestCmap())


def _to_quadratic(font: object) -> None:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order = font.getGlyphOrder()  # type: ignore[attr-defined]
    outlines = font.getGlyphSet()  # type: ignore[attr-defined]
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        # cubic outlines run the other way round
        outlines[name].draw(Cu2QuPen(pen, TOLERANCE_UNITS, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["loca"], font["glyf"] = newTable("loca"), glyf  # type: ignore[index]
    horizontal = font["hmtx"].metrics  # type: ignore[index]
    for name in order:
        glyphs[name].recalcBounds(glyf)
        horizontal[name] = (horizontal[name][0], getattr(glyphs[name], "xMin", 0))
    _finish_tables(font, len(order))


def _finish_tables(font: object, glyph_count: int) -> None:
    for tag in ("CFF ", "VORG", "GSUB", "vhea", "vmtx", "BASE"):
        if tag in font:  # type: ignore[operator]
            del font[tag]  # type: ignore[attr-defined]
    maxp = font["maxp"]  # type: ignore[index]
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, glyph_count
    for field in MAXP_FIELDS:
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0  # type: ignore[index]
    font["head"].glyphDataFormat = 0  # type: ignore[index]
    font.sfntVersion = "\x00\x01\x00\x00"  # type: ignore[attr-defined]


def main() -> None:
    """Cut every face and say how large it is."""
    wanted = characters()
    for family, source, target in FACES:
        count = cut(source_folder() / source, FOLDER / target, family, wanted)
        size = (FOLDER / target).stat().st_size
        print(f"{target}: {count} characters, {size / 1e6:.1f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
