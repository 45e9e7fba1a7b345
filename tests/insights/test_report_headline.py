"""The answer of a report: what moved, what needs attention, how old it is."""

from datetime import date

import pytest

from insights.kpis import kpis_of, report_quarters
from insights.quarter_changes import quarter_changes
from insights.report_headline import report_age, report_name, report_view
from metrics.period import month, quarter
from metrics.status import Rag
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")

LAST = quarter(2024, 4)


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2025, 4, 10), "These figures are 10 days old; the next are due 30 July 2025."),
        (date(2025, 7, 30), "These figures are 4 months old; the next are due 30 July 2025."),
        (date(2025, 7, 31), "These figures are 4 months old; the next were due 30 July 2025."),
        (date(2026, 11, 27), "These figures are 20 months old; the next were due 30 July 2025."),
        (date(2026, 12, 1), "These figures are 20 months old; the next were due 30 July 2025."),
    ],
)
def test_the_age_is_that_of_the_figures(today: date, sentence: str) -> None:
    assert report_age(LAST, today).sentence == sentence


def test_an_earlier_report_is_not_said_to_wait_for_the_next() -> None:
    earlier = report_age(quarter(2024, 2), date(2026, 11, 27))
    assert not earlier.is_late
    assert earlier.sentence == (
        "An earlier report, 26 months old. The latest is of Quarter 4, 2024/25."
    )


def test_a_report_is_called_by_its_quarter() -> None:
    assert report_name(LAST) == "Quarter 4, 2024/25"
    assert report_name(month(2024, 6)) == "June 2024"


def test_measures_that_moved_are_those_rated_otherwise_than_the_quarter_before() -> None:
    changes = quarter_changes(kpis_of(shipped.PLAN))
    assert changes.since == quarter(2024, 3)
    assert [move.kpi.code for move in changes.worse] == ["DM 02", "LL TPI 01/03", "CP HW 18"]
    assert len(changes.better) == 4
    moved = {move.kpi.code for move in (*changes.worse, *changes.better)}
    assert moved < {known.code for known in changes.compared}
    assert {move.was for move in changes.worse} == {Rag.GREEN, Rag.AMBER}
    # Of one that counts up each figure is beside its own target to date; a count is whole.
    (reviews,) = (move for move in changes.better if move.kpi.code == "SP 05")
    assert (reviews.was_figure, reviews.now_figure) == (
        "3 by Q3 2024/25, target 3.1",
        "4 by Q4 2024/25, target 4",
    )


@pytest.mark.parametrize("earlier", [0, 1, 5])
def test_a_kpi_stands_in_one_list_only(earlier: int) -> None:
    reported = report_quarters(shipped.PLAN)[earlier]
    answer = report_view(None, reported, date(2025, 5, 10)).headline
    assert answer is not None
    assert answer.reported == reported
    codes = [move.kpi.code for move in (*answer.changes.worse, *answer.changes.better)]
    codes += [item.kpi.code for item in (*answer.attention, *answer.good_news)]
    assert len(codes) == len(set(codes))
