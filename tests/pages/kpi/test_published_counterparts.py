"""A KPI beside the published count of the same thing: which of its years are known."""

import pytest

from data.uploads import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import opened, text
from tests.pages.shipped import HOME_NAME, SAMPLE

BESIDE = "SP 01 beside"


def beside(*figures: tuple[str, float]) -> str:
    """The KPI's page after nothing but these figures of SP 01, which counts up over the year."""
    store = publish.ready()
    store.withdraw(ANALYST, SAMPLE, "a test")
    file = SubmittedFile(
        StoredFile("homes.xlsx", alone(*(("SP 01", "", *figure) for figure in figures)))
    )
    publish.publish(store, file, publish.read(file, Plans()), ANALYST)
    return text(opened("kpi", kpi="SP 01", published="true"))


@pytest.mark.usefixtures("fresh")
def test_a_count_at_the_years_end_is_the_year_whatever_was_missing_before() -> None:
    page_text = beside(("Q1 2019/20", 40), ("Q4 2019/20", 240), ("Q1 2020/21", 50))
    after = page_text[page_text.index(BESIDE) :]
    table = after[: after.index("</table>")]
    assert '<th scope="row" class="">2019/20</th>' in table
    assert ">−10<" in table  # noqa: RUF001 - the minus sign that people read
    assert "2020/21" not in table


@pytest.mark.usefixtures("fresh")
def test_without_a_year_known_from_both_a_sentence_says_so() -> None:
    page_text = beside(("Q1 2019/20", 40), ("Q3 2019/20", 200))
    assert BESIDE not in page_text
    assert "No year is known in full from both" in page_text


@pytest.mark.usefixtures("only_read")
def test_invented_figures_do_not_stand_beside_the_published_count() -> None:
    page_text = text(opened("kpi", kpi="CON 15", published="true"))
    assert "CON 15 beside" not in page_text
    assert "Its own figures are invented" in page_text
    assert f"{HOME_NAME} 317 in 2022/23" in page_text
    assert "13 March 2024" in page_text


@pytest.mark.usefixtures("only_read")
def test_the_councils_own_emissions_are_never_compared_with_the_districts() -> None:
    page_text = text(opened("kpi", kpi="PM TP 10-12", published="true"))
    assert "The two are never compared." in page_text
    assert "PM TP 10-12 beside" not in page_text
