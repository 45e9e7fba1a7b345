"""A new KPI as a workbook of plans with one row, checked and published like any other."""

from collections.abc import Mapping

from openpyxl import Workbook

from data.reference_tables import columns
from loaders.plans.plan_sheets import TITLES, heading_of
from reports.sheets import as_bytes, write_heading, write_number, write_text

TABLE = "kpi"


def new_kpi_workbook(kpi: Mapping[str, str | int]) -> bytes:
    """The workbook (.xlsx) of one KPI; `kpi` are its cells by the columns of table `kpi`.

    What is not given stays empty.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = TITLES[TABLE]
    for column, name in enumerate(columns()[TABLE], 1):
        write_heading(sheet, 1, column, heading_of(name))
        value = kpi.get(name, "")
        if isinstance(value, int):
            write_number(sheet, 2, column, value)
        else:
            write_text(sheet, 2, column, value)
    return as_bytes(workbook)
