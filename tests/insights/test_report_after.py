"""What publishing would do to the report."""

import pandas as pd
import pytest

from data.store import StoredFile
from insights.kpis import kpis_of
from insights.report_after import ReportAfter, report_after
from loaders import publish
from loaders.publish import SubmittedFile
from loaders.reading import RowKind
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def after(*rows: tuple[object, ...]) -> ReportAfter:
    store = publish.ready()
    plans = publish.plans(store)
    values: pd.DataFrame | None = None
    if rows:
        file = SubmittedFile(StoredFile("q.xlsx", alone(*rows)))
        values = publish.preview(store, publish.read(file, plans))[RowKind.KPI_VALUE]
    codes = [known.code for known in kpis_of(shipped.PLAN)]
    definitions = {code: plans.kpi(shipped.PLAN, code) for code in codes}
    report = report_after(shipped.PLAN, values, definitions)
    assert report is not None
    return report


def test_a_worse_figure_turns_a_status() -> None:
    (change,) = after(("SP 01", "", shipped.REPORTED, 60, 90)).status_changes
    assert change.sentence == "Affordable homes completed turns from on target to off target"


def test_nothing_published_changes_nothing() -> None:
    report = after()
    assert not report.status_changes
    assert not report.left_alone
    assert not report.moves


def test_a_target_alone_leaves_the_figure_that_stands() -> None:
    (change,) = after(("SP 01", "", shipped.REPORTED, None, 500)).status_changes
    assert (change.code, str(change.after)) == ("SP 01", "red")


def test_kpis_with_figures_for_the_period_that_are_not_in_the_file_are_left_alone() -> None:
    report = after(("SP 01", "", shipped.REPORTED, 60, 90))
    assert "SP 01" not in report.left_alone
    assert "CCS 06" in report.left_alone


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
