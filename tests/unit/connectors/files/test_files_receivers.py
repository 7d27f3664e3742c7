"""The receiver's county where an export writes the whole address in one cell."""

from __future__ import annotations

from datetime import date

import pytest

from connectors.files.receivers import receiver_county
from connectors.places.regions import county_of

_JUNE_2020 = date(2020, 6, 15)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("湖南省 怀化市 洪江区 河滨路街道", "431271"),
        ("湖南省怀化市洪江区河滨路街道", "431271"),
        ("湖南怀化通道县双江镇", "431230"),
        ("湖南省永州市祁阳市浯溪街道", "431121"),
        # the receiver's county stays unknown: two of them, a city alone, a name that does not fit
        ("湖南省怀化市洪江古商城", None),
        ("湖南省怀化市", None),
        ("湖南省长沙市通道县", None),
    ],
)
def test_an_address_in_one_cell_leads_to_a_county_or_to_none(address, code):
    assert receiver_county(address, _JUNE_2020, county_of) == code
