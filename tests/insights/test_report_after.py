"""What publishing would do to the report."""

import pandas as pd
import pytest

from data.uploads import StoredFile
from insights.kpis import kpis_of
from insights.report_after import ReportAfter, StatusChange, report_after
from loaders import publish
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from metrics.period import quarter
from metrics.reporting_frequency import BegunReport
from metrics.status import State
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped

only_read = pytest.mark.usefixtures("only_read")


def submitted(*rows: tuple[object, ...]) -> SubmittedFile:
    return SubmittedFile(StoredFile("q.xlsx", alone(*rows)))


def after(*rows: tuple[object, ...], illustrative: bool = False) -> ReportAfter:
    store = publish.ready()
    plans = publish.plans(store)
    values: pd.DataFrame | None = None
    if rows:
        values = publish.preview(store, publish.read(submitted(*rows), plans))[RowKind.KPI_VALUE]
    codes = [known.code for known in kpis_of(shipped.PLAN)]
    definitions = {code: plans.kpi(shipped.PLAN, code) for code in codes}
    report = report_after(shipped.PLAN, values, definitions, illustrative=illustrative)
    assert report is not None
    return report


@only_read
def test_a_worse_figure_turns_a_status() -> None:
    row = ("SP 01", "", shipped.REPORTED, 60, 90)
    (change,) = after(row, illustrative=True).turns
    assert change.sentence == "Affordable homes completed turns from on target to off target"


@only_read
def test_the_first_real_figures_take_all_invented_ones_and_are_no_change_from_them() -> None:
    report = after(("SP 01", "", "Q4 2025/26", 60, 90), ("CON 15", "", "Q4 2025/26", 310, 320))
    assert (report.moves, report.reported) == (True, quarter(2025, 4))
    assert not report.turns
    assert not report.begun
    assert {change.before for change in report.first_real} == {None}
    statuses = {change.code: str(change.after) for change in report.first_real}
    assert len(statuses) == shipped.KPIS
    assert report.without_figure == shipped.KPIS - 2
    assert {code: status for code, status in statuses.items() if status != "no figure yet"} == {
        "SP 01": "red",
        "CON 15": "green",
    }


@only_read
def test_words_alone_take_the_invented_figures_and_make_no_report() -> None:
    report = after(("SP 01", "", shipped.REPORTED, "Suppressed", 90))
    assert (report.reported, report.moves) == (None, False)
    assert report.without_figure == len(report.first_real) == shipped.KPIS


@pytest.mark.usefixtures("fresh")
def test_words_for_what_is_awaited_take_no_invented_figure() -> None:
    rows = [("SP 01", "", "Q1 2025/26", "TBC", 90), ("CON 15", "", "Q1 2025/26", "no data", 90)]
    assert not after(*rows).first_real
    of_the_same_quarter = ("CP 06", "", shipped.REPORTED, "TBC", None)
    assert not after(of_the_same_quarter).status_changes
    published(*rows, of_the_same_quarter)
    assert kpis_of(shipped.PLAN)[0].reported == quarter(2024, 4)
    assert sum(known.illustrative for known in kpis_of(shipped.PLAN)) == shipped.KPIS
    # Nor does an invented file count for nothing after them.
    assert after(("SP 01", "", shipped.REPORTED, 60, 90), illustrative=True).status_changes


@only_read
def test_nothing_published_changes_nothing() -> None:
    report = after()
    assert not report.status_changes
    assert not report.left_alone
    assert not report.moves


@only_read
def test_a_target_alone_leaves_the_figure_that_stands() -> None:
    (change,) = after(("SP 01", "", shipped.REPORTED, None, 500)).status_changes
    assert (change.code, str(change.after)) == ("SP 01", "red")


@only_read
def test_kpis_with_figures_for_the_period_that_are_not_in_the_file_are_left_alone() -> None:
    row = ("SP 01", "", shipped.REPORTED, 60, 90)
    report = after(row, illustrative=True)
    assert "SP 01" not in report.left_alone
    assert "CCS 06" in report.left_alone
    # Invented figures that leave are not left as they are.
    assert not after(row).left_alone


@pytest.mark.usefixtures("fresh")
def test_the_report_moves_once_a_third_of_the_measures_with_real_figures_have_a_later_one() -> None:
    # A figure of a quarter does not report a measure that is due by the month.
    codes = [
        known.code
        for known in kpis_of(shipped.PLAN)
        if known.definition["unit"] == "number" and known.definition["frequency"] == "quarterly"
    ][:6]
    published(*((code, "", shipped.REPORTED, 20, 20) for code in codes))
    one = after((codes[0], "", "Q1 2025/26", 20, 20))
    assert (one.moves, one.begun) == (False, BegunReport(quarter(2025, 1), 1, 6))
    two = after(*((code, "", "Q1 2025/26", 20, 20) for code in codes[:2]))
    assert (two.moves, two.reported, two.begun) == (True, quarter(2025, 1), None)


@pytest.mark.usefixtures("fresh")
def test_a_preview_tells_what_publishing_does_where_invented_figures_stand() -> None:
    row = ("SP 01", "", shipped.REPORTED, 60)
    (change,) = after(row, illustrative=True).status_changes
    assert str(change.after) == "red"
    # The invented target goes with the invented figures.
    change = of_homes(after(row))
    assert (change.before_words, change.after) == ("illustrative", State.NO_TARGET)
    # A target of the council's own stays beside it.
    published(("SP 01", "", shipped.REPORTED, None, 61))
    report = after(row)
    assert str(of_homes(report).after) == "amber"
    published(row)
    assert {known.code: known.status for known in kpis_of(shipped.PLAN)} == {
        change.code: change.after for change in report.first_real
    }
    # What is invented counts for nothing beside real figures of the plan.
    assert not after(("SP 01", "", shipped.REPORTED, 60, 90), illustrative=True).status_changes
    assert not after(("CON 15", "", shipped.REPORTED, 60, 90), illustrative=True).status_changes
    assert after(("SP 01", "", shipped.REPORTED, 60, 90)).status_changes


def published(*rows: tuple[object, ...]) -> None:
    store, file = publish.ready(), submitted(*rows)
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)


def of_homes(report: ReportAfter) -> StatusChange:
    return next(change for change in report.first_real if change.code == "SP 01")
