"""What publishing would do to the report."""

import pandas as pd
import pytest

from data.uploads import StoredFile
from insights.kpis import kpis_of
from insights.report_after import ReportAfter, report_after
from loaders import publish
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from metrics.status import State
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
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
def test_a_first_real_figure_is_no_change_from_an_invented_one() -> None:
    report = after(("SP 01", "", shipped.REPORTED, 60, 90), ("CON 15", "", "Q1 2026/27", 310, 320))
    assert not report.turns
    assert [(change.code, change.before, str(change.after)) for change in report.first_real] == [
        ("SP 01", None, "red"),
        ("CON 15", None, "begins later"),
    ]


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
    report = after(("SP 01", "", shipped.REPORTED, 60, 90))
    assert "SP 01" not in report.left_alone
    assert "CCS 06" in report.left_alone


@only_read
@pytest.mark.parametrize(("kpis", "reported"), [(1, shipped.REPORTED), (20, "Q1 2025/26")])
def test_the_report_moves_once_many_kpis_have_a_later_quarter(kpis: int, reported: str) -> None:
    codes = [known.code for known in kpis_of(shipped.PLAN) if known.definition["unit"] == "number"]
    codes += [
        known.code for known in kpis_of(shipped.PLAN) if known.definition["unit"] == "percent"
    ]
    # A figure of a quarter does not report a measure that is due by the month.
    monthly = {k.code for k in kpis_of(shipped.PLAN) if k.definition["frequency"] == "monthly"}
    codes = [code for code in codes if code not in monthly]
    report = after(*((code, "", "Q1 2025/26", "20", "20") for code in codes[:kpis]))
    assert report.reported.label == reported
    assert report.moves is (kpis > 1)
    begun = [(report.begun.period.label, report.begun.reported)] if report.begun else []
    assert begun == ([] if report.moves else [("Q1 2025/26", kpis)])


@pytest.mark.usefixtures("fresh")
def test_a_preview_tells_what_publishing_does_where_invented_figures_stand() -> None:
    row = ("SP 01", "", shipped.REPORTED, 60)
    (change,) = after(row, illustrative=True).status_changes
    assert str(change.after) == "red"
    # The invented target goes with the invented figures.
    (change,) = after(row).first_real
    assert (change.before_words, change.after) == ("illustrative", State.NO_TARGET)
    store = publish.ready()
    # A target of the council's own stays beside it.
    target = submitted(("SP 01", "", shipped.REPORTED, None, 61))
    publish.publish(store, target, publish.read(target, publish.plans(store)), ANALYST)
    (change,) = after(row).status_changes
    assert str(change.after) == "amber"
    file = submitted(row)
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    assert kpi("SP 01").status == change.after
    # What is invented counts for nothing beside the real figure.
    assert not after(("SP 01", "", shipped.REPORTED, 60, 90), illustrative=True).status_changes
    assert after(("SP 01", "", shipped.REPORTED, 60, 90)).status_changes
