"""The guide names every kind of file as the program does."""

from __future__ import annotations

from pathlib import Path

from connectors.files.forms import OWN_FORM, forms

GUIDE = Path(__file__).parents[4] / "docs" / "feeds.md"


def test_the_guide_has_a_row_for_each_form():
    rows = {
        cells[1].strip("` "): [cell.strip() for cell in cells[2:5]]
        for line in GUIDE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) == 6
    }
    assert set(rows) == set(forms())
    for form in forms().values():
        platform, title, source = rows[form.feed]
        assert (platform, title) == (form.platform, form.title_zh)
        assert (source == OWN_FORM) == (form.source_zh == OWN_FORM)
