"""A new KPI as a workbook of plans with one row, checked and published like any other."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.reference_tables import columns
from loaders.plans.plan_sheets import TARGET_HEADINGS, TARGETS, TITLES, heading_of
from reports.sheets import as_bytes, write_heading, write_number, write_text

TABLE, SUMMARY = "kpi", "kpi_summary"


def new_kpi_workbook(
    kpi: Mapping[str, str | int],
    summary: Mapping[str, str | int] | None = None,
    target: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook (.xlsx) of one KPI; `kpi` are its cells by the columns of table `kpi`.

    `summary` is its line under a priority, by the columns of `kpi_summary`, and `target` has the
    period and the target as they are typed. What is not given stays empty.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table, cells in ((TABLE, kpi), (SUMMARY, summary)):
        if cells:
            headings = {heading_of(name): cells.get(name, "") for name in columns()[table]}
            _fill(workbook.create_sheet(TITLES[table]), headings)
    if target:
        typed = {**{heading_of(name): str(cell) for name, cell in kpi.items()}, **target}
        known = {heading: typed.get(heading, "") for heading in TARGET_HEADINGS}
        _fill(workbook.create_sheet(TARGETS), known)
    return as_bytes(workbook)


def _fill(sheet: Worksheet, cells: Mapping[str, str | int]) -> None:
    for column, (heading, value) in enumerate(cells.items(), 1):
        write_heading(sheet, 1, column, heading)
        if isinstance(value, int):
            write_number(sheet, 2, column, value)
        else:
            write_text(sheet, 2, column, value)
