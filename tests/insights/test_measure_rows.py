"""Measures as rows: the worst first, what changed, and the choices."""

from datetime import date

import pytest

from insights import measure_rows as measure_rows_module
from insights.kpi_facts import kpi_facts
from insights.measure_rows import (
    WORST_FIRST,
    MeasureChange,
    MeasureChoice,
    MeasureRow,
    chosen_rows,
    measure_rows,
    of_priority,
)
from insights.report_scope import report_scope
from metrics.status import State
from pages.shared.measures_table import measures_table
from reports import brief
from reports.committee.measures_section import measures_table as committee_table
from tests.insights.plan_kpis import with_unplaced_target
from tests.pages.shipped import KPIS, PLACE_KPIS

pytestmark = pytest.mark.usefixtures("only_read")
TODAY = date(2026, 11, 27)


def rows() -> list[MeasureRow]:
    return list(measure_rows(TODAY))


def row(code: str) -> MeasureRow:
    return next(known for known in rows() if known.kpi.code == code)


def test_every_measure_is_there_once_and_the_worst_come_first() -> None:
    codes = [known.kpi.code for known in rows()]
    assert len(codes) == len(set(codes)) == KPIS
    ranks = [WORST_FIRST.index(known.kpi.status) for known in rows()]
    assert ranks == sorted(ranks)


def test_a_row_says_what_its_figure_was_before() -> None:
    known = row("DM 02")
    assert (known.figure, known.target, known.status) == ("79.8%", "85.0%", "off target")
    assert (known.on_last_quarter.direction, known.on_last_quarter.was) == ("worse", "81.2%")
    assert (known.on_last_year.direction, known.on_last_year.was) == ("worse", "83.9%")


def test_a_target_of_the_year_or_to_date_is_shown_wherever_targets_are() -> None:
    unclear = with_unplaced_target()
    scope = report_scope("2024/25-Q4", TODAY)
    row = measure_rows_module._row(unclear, None)
    words = "90 (for the year or to date)"
    assert (unclear.status, row.target) == (State.TARGET_UNCLEAR, words)
    assert kpi_facts(unclear, row)[0].remark == f"target {words}; higher is better"
    assert brief._measure_cells(row, "Q1 2024/25")[2] == words
    assert committee_table(scope, "Place", [row]).rows[0][3] == words
    assert words in measures_table("Measures", [row], "Q1 2024/25")


def test_what_counts_up_is_compared_with_last_year_alone() -> None:
    known = row("SP 01")
    assert known.on_last_quarter.direction == ""
    assert (known.on_last_year.direction, known.on_last_year.was) == ("same", "99")


def test_a_change_is_one_of_status_since_the_report_before() -> None:
    assert row("DM 02").change is MeasureChange.WORSE
    assert row("CCS 17").change is MeasureChange.BETTER
    assert row("DM 07/8").change is None


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        (MeasureChoice.ALL, lambda row: True),
        (MeasureChoice.OFF_TARGET, lambda row: row.status in ("off target", "just off")),
        (MeasureChoice.CHANGED, lambda row: row.change is not None),
    ],
)
def test_a_choice_keeps_the_rows_that_fit(choice: MeasureChoice, fits: object) -> None:
    assert callable(fits)
    assert list(chosen_rows(rows(), choice)) == [known for known in rows() if fits(known)]


def test_a_priority_has_its_measures() -> None:
    assert len(of_priority(rows(), "place")) == PLACE_KPIS
