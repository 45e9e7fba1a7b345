"""Everything that stands as files: a workbook of all, and a CSV file of each table."""

from collections.abc import Sequence
from datetime import date

from insights import areas, standing_rows
from insights.formatting import count, day
from loaders.tables.download_headings import ACTIVITIES, KPI_FIGURES, STATISTICS
from reports.filled_table import FilledTable, table_csv

NOTES = (
    "Stands says which row is the one that counts. A row that was replaced is kept beside it.",
    "Status is worked out here from figure and target. Reported as is what the file said.",
    "A figure is in the unit of its row. A percentage is written as 83.1 with the unit percent.",
    "Illustrative figures are invented to show the software, and are never real ones.",
    "Days are written as year, month and day: 2024-04-01.",
    "Source upload, file, sheet and cell say where each figure was read.",
    "This file can be uploaded again. As it is it changes nothing; what you change in it is "
    "shown before it is published.",
)


def kpi_figures(priority: str | None = None) -> FilledTable:
    """The figures of every KPI, or of those of one priority of the current plan."""
    rows = standing_rows.kpi_rows(priority)
    about = f"{count(len(rows), 'figure')} of KPIs, a row for each KPI and period."
    return FilledTable(KPI_FIGURES, rows, about)


def activities() -> FilledTable:
    """Every key activity, with every report of it."""
    rows = standing_rows.activity_rows()
    about = f"{count(len(rows), 'row')}: each key activity and report, or the activity alone."
    return FilledTable(ACTIVITIES, rows, about)


def district() -> FilledTable:
    """Every published figure of the council's own area."""
    rows = standing_rows.district_rows()
    _, name = areas.home()
    return FilledTable(STATISTICS, rows, f"{count(len(rows), 'published figure')} of {name}.")


def workbook_of(title: str, tables: Sequence[FilledTable], today: date) -> bytes:
    """The workbook of some tables; `title` says what is in it."""
    # What writes workbooks takes a tenth of a second to load.
    from reports.accessible_workbook import accessible_workbook  # noqa: PLC0415

    _, name = areas.home()
    facts = (
        f"What the performance dashboard of {name} held on {day(today)}.",
        "The sheet Contents lists what is here. The sheet Notes explains columns and shorthand.",
        *(filled.about for filled in tables),
    )
    return accessible_workbook(f"{title}, {name}", facts, NOTES, tables)


def csv_of(filled: FilledTable) -> bytes:
    """One table as CSV."""
    return table_csv(filled)
