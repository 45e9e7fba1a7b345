"""Measures as rows: the worst first, what changed, and the choices."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from data.records import Record
from insights import measure_rows as measure_rows_module
from insights.kpi_facts import kpi_facts
from insights.kpi_records import figure_of, rules_of
from insights.measure_rows import (
    WORST_FIRST,
    MeasureChange,
    MeasureChoice,
    MeasureRow,
    Travel,
    chosen_rows,
    measure_rows,
    of_priority,
)
from insights.report_scope import report_scope
from metrics.kpi_analysis import kpi_analysis
from metrics.period import PeriodKind, quarter
from metrics.status import Rag, State
from pages.shared.measures_table import measures_table
from reports import brief
from reports.committee.measures_section import measures_table as committee_table
from tests.insights.plan_kpis import kpi, stored_otherwise, with_unplaced_target
from tests.pages.shipped import KPIS, PLACE_KPIS

pytestmark = pytest.mark.usefixtures("only_read")
TODAY = date(2026, 11, 27)


def rows() -> list[MeasureRow]:
    return list(measure_rows(TODAY))


def row(code: str) -> MeasureRow:
    return next(known for known in rows() if known.kpi.code == code)


def test_every_status_has_its_place_and_what_never_began_the_last() -> None:
    assert sorted(WORST_FIRST) == sorted([*Rag, *State])
    assert WORST_FIRST[-1] is State.NO_FIGURE


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
    assert known.on_last_quarter == Travel("", "", reason="counts up all year")
    assert (known.on_last_year.direction, known.on_last_year.was) == ("same", "99")


def of_figures(code: str, wanted: Callable[[Record], bool]) -> MeasureRow:
    """The row of a measure of which only these figures are stored."""
    return of_stored(code, [figure for figure in kpi(code).figures if wanted(figure)])


def of_stored(code: str, figures: Sequence[Record]) -> MeasureRow:
    known = kpi(code)
    analysis = kpi_analysis(
        rules_of(known.definition), [figure_of(row) for row in figures], quarter(2024, 4), []
    )
    stored = replace(stored_otherwise(known, figures=figures), analysis=analysis)
    return measure_rows_module._row(stored, None)


def test_a_figure_that_is_not_compared_says_why() -> None:
    assert row("PM TP 10-12").on_last_quarter.reason == "yearly"
    first = of_figures("DM 02", lambda figure: figure["period_label"] == "Q4 2024/25")
    assert first.on_last_quarter == first.on_last_year == Travel("", "", reason="first figure")
    gap = of_figures(
        "DM 02", lambda figure: figure["period_label"] not in ("Q3 2024/25", "Q4 2023/24")
    )
    assert gap.on_last_quarter.reason == "no figure for Q3 2024/25"
    assert gap.on_last_year.reason == "no figure for Q4 2023/24"
    none = of_figures("DM 02", lambda _: False)
    assert (none.on_last_quarter.reason, none.on_last_year.reason) == ("no figure", "no figure")


def test_of_a_first_year_of_figures_to_date_only_the_first_is_a_first_figure() -> None:
    known = kpi("SP 01")
    newest = next(row for row in known.figures if row["period_label"] == "Q4 2024/25")
    to_date = [
        {**newest, "period_kind": PeriodKind.YEAR_TO_DATE, "period_label": label, "value": value,
         "period_start": date(2024, 4, 1), "period_end": ends, "target": None}
        for label, ends, value in (
            ("Apr to Jun 2024", date(2024, 6, 30), 20.0),
            ("Apr to Sep 2024", date(2024, 9, 30), 44.0),
        )
    ]  # fmt: skip
    reasons = [of_stored("SP 01", to_date[:number]).on_last_year.reason for number in (1, 2)]
    assert reasons[0] == "first figure"
    assert reasons[1].startswith("no figure for ")


def test_what_is_not_worked_out_is_not_said_to_have_no_figure() -> None:
    unworked = replace(kpi("DM 02"), analysis=None, problem="Its figures overlap.")
    known = measure_rows_module._row(unworked, None)
    assert known.figure == "Its figures overlap."
    assert known.on_last_quarter.reason == known.on_last_year.reason == "not worked out"


def test_each_figure_is_compared_or_says_why_not() -> None:
    travels = [travel for known in rows() for travel in (known.on_last_quarter, known.on_last_year)]
    assert all(bool(travel.direction) != bool(travel.reason) for travel in travels)
    assert {bool(travel.reason) for travel in travels} == {True, False}


def test_why_a_figure_is_not_compared_stands_wherever_the_comparison_would() -> None:
    yearly = row("PM TP 10-12")
    assert ">yearly<" in measures_table("Measures", [yearly], "Q4 2024/25")
    assert brief._measure_cells(yearly, "Q4 2024/25")[4] == "yearly"
    scope = report_scope("2024/25-Q4", TODAY)
    assert "yearly" in committee_table(scope, "Environment", [yearly]).rows[0]


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
