"""Eight quarters: each cell a link with a shape, a word and all of it for screen readers."""

import re

import pytest

from tests.pages.app import opened, text
from tests.pages.shipped import KPIS

pytestmark = pytest.mark.usefixtures("only_read")


def rug(**choices: str) -> str:
    return text(opened("rug", **choices)).split('<table class="dd-rug">')[1].split("</table>")[0]


def test_every_measure_is_a_row_under_its_priority() -> None:
    table = rug()
    assert table.count('<tr><th scope="row"') == KPIS
    assert table.count('scope="rowgroup"') == 4


def test_a_cell_is_a_link_with_a_word_a_shape_and_a_name() -> None:
    cells = re.findall(r'<td class="(good|near|miss|quiet)">(.*?)</td>', rug())
    assert len(cells) > 6 * KPIS
    for tone, cell in cells:
        assert re.match(r'<a aria-label="[^"]+: [^"]+" href="kpi\?kpi=', cell), cell
        shape, word = re.sub("<[^>]*>", "", cell).split(" ", 1)
        assert word
        assert (tone == "miss") == (shape == "■")


def test_what_measures_stand_under_is_in_the_address() -> None:
    by_lead = rug(under="CMT lead")
    assert "Measures by quarter, each under its CMT lead" in by_lead
    assert by_lead.count('<tr><th scope="row"') == KPIS
