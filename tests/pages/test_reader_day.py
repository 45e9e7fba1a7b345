"""The reader's day reaches every page: what ended by then is awaited, what is old not judged."""

from datetime import date

import pytest

from insights import district_statistics
from insights.kpis import Kpi, kpis_of
from loaders import publish
from metrics.comparison.benchmark import Verdict
from metrics.status import State
from metrics.words.status_words import on_target_words
from tests.actors import BY_A_TEST
from tests.pages import shipped
from tests.pages.app import opened, text

LATER = date(2031, 6, 15)


def annual_kpi() -> Kpi:
    return next(
        kpi
        for kpi in kpis_of(shipped.PLAN)
        if kpi.definition["frequency"] == "annual" and kpi.position and kpi.position.latest
    )


def report_of_a_first_quarter() -> None:
    """The quarterly figures of the last report again as those of the quarter after it."""
    with publish.ready().writing(*BY_A_TEST) as cursor:
        cursor.execute(
            """
            INSERT INTO kpi_value BY NAME
            SELECT * REPLACE (
                DATE '2025-04-01' AS period_start, DATE '2025-06-30' AS period_end,
                'Q1 2025/26' AS period_label
            ) FROM kpi_value WHERE plan = ? AND period_label = 'Q4 2024/25'
            """,
            [shipped.PLAN],
        )


@pytest.mark.usefixtures("fresh", "nothing_remembered")
@pytest.mark.parametrize("page", ["kpi", "priority"])
def test_a_year_that_ended_without_its_figure_is_awaited_on_pages(page: str) -> None:
    report_of_a_first_quarter()
    kpi = annual_kpi()
    assert kpi.status is State.AWAITED
    where = "kpi" if page == "kpi" else f"priority-{kpi.priorities[0]}"
    shown = "Figure late for Q1 2025/26" if page == "kpi" else on_target_words(State.AWAITED)
    assert shown in text(opened(where, kpi=kpi.code))


@pytest.mark.usefixtures("fresh", "nothing_remembered")
def test_within_the_year_an_annual_figure_is_not_due() -> None:
    report_of_a_first_quarter()
    kpi = annual_kpi()
    (then,) = (k for k in kpis_of(shipped.PLAN, date(2025, 7, 10)) if k.code == kpi.code)
    assert then.status is State.NOT_DUE


@pytest.mark.usefixtures("only_read")
def test_nothing_older_than_three_years_by_the_readers_day_is_judged() -> None:
    codes = district_statistics.definitions()
    with publish.ready().as_of(LATER):
        comparisons = [
            area.comparison
            for code in codes
            if (known := district_statistics.statistic(code)) is not None
            for area in known.comparisons
        ]
    assert comparisons
    old = [c for c in comparisons if c.period.end < date(2028, 6, 15)]
    assert old
    assert {comparison.verdict for comparison in old} == {Verdict.NONE}


@pytest.mark.usefixtures("only_read")
def test_the_page_of_affordable_homes_judges_no_old_year() -> None:
    page = text(opened("kpi", kpi="SP 01", published="true"))
    assert "Harborough 2.45 per 1,000 in 2020/21; England 0.92 per 1,000" in page
    assert "2020/21 ended more than three years ago; not judged" in page
    assert "worse than England" not in page
