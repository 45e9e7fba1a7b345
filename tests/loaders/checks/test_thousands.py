"""Figures in thousands are multiplied where their heading says so, and never taken for pounds."""

import pytest

from loaders.check import Plans, check
from loaders.findings.codes import Severity
from loaders.layouts import Hints, kpi_tables
from loaders.workbook import CellValue, Sheet, Workbook


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([["Code", "Name", "Q1 2024/25 (£000)"], ["CP HW 18", "Funding", 24.2]], 24_200),
        ([["Code", "Name", "Unit", "Q1 2024/25"], ["CP HW 18", "Funding", "£000s", 24.2]], 24_200),
        ([["Code", "Name", "Q1 2024/25"], ["CP HW 18", "Funding given (£'000)", 24.2]], 24_200),
        ([["Code", "Name", "Q1 2024/25 (£m)"], ["CP HW 18", "Funding", "£0.2"]], 200_000),
        ([["Code", "Name", "Q1 2024/25 (£000)"], ["CP HW 18", "Funding", "£0.2m"]], 200_000),
    ],
)
def test_a_figure_in_thousands_is_read_in_full(rows: list[list[CellValue]], value: float) -> None:
    workbook = Workbook("kpis.xlsx", "xlsx", [Sheet("KPIs", rows)])
    checked = check(kpi_tables.read(workbook, Hints()), Plans())
    assert [(row.value, row.unit) for row in checked.rows] == [(value, "pounds")]
    assert not checked.findings_of(Severity.QUARANTINE)
