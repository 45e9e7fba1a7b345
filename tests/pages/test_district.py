"""District profile: the printed figures beside the published ones."""

import re

import pytest

from loaders import publish
from tests.actors import BY_A_TEST
from tests.pages.app import drawn, opened, text


@pytest.mark.usefixtures("only_read")
def test_the_profile_shows_a_slip_as_printed_with_the_check_beside_it() -> None:
    page_text = text(opened("district"))
    assert "18%" in page_text
    assert "15.8 %" in page_text
    assert "100,481" in page_text


@pytest.mark.usefixtures("only_read")
def test_the_profile_says_a_published_figure_once() -> None:
    page_text = text(opened("district"))
    row = page_text[page_text.index(">Happiness<") :]
    assert row[: row.index("</tr>")].count("2022/23") == 1
    row = page_text[page_text.index("Net additions to the housing stock in 2022/23") :]
    published = row[row.index('data-label="Published"') : row.index("</tr>")]
    assert ("2022/23" in published, "2024/25" in published) == (True, True)


@pytest.mark.usefixtures("fresh", "nothing_remembered")
def test_printed_figures_of_one_priority_that_fail_leave_those_of_the_others() -> None:
    with publish.ready().writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE statistic_value SET period_kind = 'odd' WHERE code = 'happiness'")
    page_text = text(drawn("district"))
    printed = page_text[page_text.index("plan says about the district, checked") :]
    parts = dict(re.findall(r"<h3>(.*?)</h3>(.*?)(?=<h3>|$)", printed, re.DOTALL))
    assert len(parts) == 4
    failed = [name for name, part in parts.items() if "It was logged as" in part]
    assert failed == ["Healthier Lives"]
    fold = page_text[: page_text.index("plan says about the district, checked")]
    assert "open" in fold[fold.rindex("<details") :]
    assert all("<table" in part for name, part in parts.items() if name not in failed)


@pytest.mark.usefixtures("only_read")
def test_a_group_is_called_as_its_file_calls_it() -> None:
    page_text = text(opened("district"))
    for caption in ("Harborough beside others", "People: Harborough beside others"):
        assert f">{caption}: Similar areas (ONS)<" in page_text
