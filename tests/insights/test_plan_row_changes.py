"""What a workbook of plans would change."""

import pandas as pd
import pytest

from insights.plan_row_changes import PlanRowChange, as_table, plan_row_changes, rows_brought
from loaders.plans import plan_rows
from loaders.publish import SubmittedFile, read
from tests.pages import shipped
from tests.plan_workbooks import STANDING, downloaded, put


@pytest.mark.usefixtures("only_read")
def test_a_changed_cell_is_one_row_that_differs() -> None:
    file = SubmittedFile(downloaded(put("KPIs", "SP 01", "Lead", "A. Lead")))
    rows = read(file, STANDING).plan_rows
    changes = plan_row_changes(plan_rows.changes(STANDING.texts, rows))
    assert changes.summary == f"1 changed, {shipped.PLAN_ROWS - 1} same"
    (change,) = changes.differing
    assert (change.table, change.change) == ("kpi", "changed")
    assert change.what == "Lead: A. Lead (was nothing)"
    assert changes.tables == {"kpi"}


def test_changes_are_picked_by_table_and_all_where_none_is_named() -> None:
    kpi = PlanRowChange("kpi", "SP 01", "new", "", "KPIs", "A2")
    plan = PlanRowChange("plan", "2025/26", "new", "", "Plans", "A2")
    changes = plan_row_changes(as_table([kpi, plan]))
    assert list(changes.differing_in([])) == [kpi, plan]
    assert list(changes.differing_in(["plan"])) == [plan]


def test_no_change_is_a_table_with_its_headings() -> None:
    assert list(as_table([]).columns) == ["table", "row", "change", "what", "sheet", "cell"]
    assert not plan_row_changes(pd.DataFrame(as_table([]))).differing


@pytest.mark.usefixtures("only_read")
def test_a_file_of_figures_brought_no_rows_of_plans() -> None:
    assert not rows_brought(shipped.SAMPLE)
