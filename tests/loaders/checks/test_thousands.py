"""Figures in thousands are never taken for pounds."""

import pytest

from loaders.check import Plans, check
from loaders.findings.codes import Severity
from loaders.layouts import Hints, kpi_tables
from loaders.workbook import CellValue, Sheet, Workbook


@pytest.mark.parametrize(
    "rows",
    [
        [["Code", "Name", "Q1 2024/25 (£000)"], ["CP HW 18", "Funding", 24.2]],
        [["Code", "Name", "Unit", "Q1 2024/25"], ["CP HW 18", "Funding", "£000s", 24.2]],
        [["Code", "Name", "Q1 2024/25"], ["CP HW 18", "Funding given (£'000)", 24.2]],
        [["Code", "Name", "Q1 2024/25 (£m)"], ["CP HW 18", "Funding", "£0.2"]],
    ],
)
def test_a_figure_in_thousands_waits_for_a_decision(rows: list[list[CellValue]]) -> None:
    workbook = Workbook("kpis.xlsx", "xlsx", [Sheet("KPIs", rows)])
    checked = check(kpi_tables.read(workbook, Hints()), Plans())
    assert "unit_differs" in {f.code for f in checked.findings_of(Severity.QUARANTINE)}
