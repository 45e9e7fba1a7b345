"""A KPI beside the published count of the same thing: which of its years are known."""

import pytest

from data.store import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("fresh")
BESIDE = "SP 01 beside"


def beside(*figures: tuple[str, float]) -> str:
    """The KPI's page after nothing but these figures of SP 01, which counts up over the year."""
    store = publish.ready()
    store.withdraw(2, "A. Analyst", "a test")
    submitted = SubmittedFile(
        StoredFile("homes.xlsx", alone(*(("SP 01", "", *figure) for figure in figures)))
    )
    publish.publish(store, submitted, publish.read(submitted, Plans()), "A. Analyst")
    return text(opened("kpi", kpi="SP 01"))


def test_a_count_at_the_years_end_is_the_year_whatever_was_missing_before() -> None:
    said = beside(("Q1 2019/20", 40), ("Q4 2019/20", 240), ("Q1 2020/21", 50))
    shown = said[said.index(BESIDE) :]
    table = shown[: shown.index("</table>")]
    assert '<th scope="row" class="">2019/20</th>' in table
    assert ">−10<" in table  # noqa: RUF001 - the minus sign that people read
    assert "2020/21" not in table


def test_without_a_year_known_from_both_a_sentence_says_so() -> None:
    said = beside(("Q1 2019/20", 40), ("Q3 2019/20", 200))
    assert BESIDE not in said
    assert "No year is known in full from both" in said
