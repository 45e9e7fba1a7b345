"""District profile: the printed figures beside the published ones."""

import pytest

from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_profile_shows_a_slip_as_printed_with_the_check_beside_it() -> None:
    page_text = text(opened("district"))
    assert "18%" in page_text
    assert "15.8 %" in page_text
    assert "100,481" in page_text


def test_the_profile_says_a_published_figure_once() -> None:
    page_text = text(opened("district"))
    row = page_text[page_text.index(">Happiness<") :]
    assert row[: row.index("</tr>")].count("2022/23") == 1
    row = page_text[page_text.index("Net additions to the housing stock in 2022/23") :]
    published = row[row.index('data-label="Published"') : row.index("</tr>")]
    assert ("2022/23" in published, "2024/25" in published) == (True, True)
