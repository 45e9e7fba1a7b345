"""Nomis (official labour market statistics): downloaded tables, and the CSV of its API."""

from loaders.layouts import Hints
from loaders.layouts.nomis.api_csv import nomis_lines, nomis_long_table
from loaders.layouts.nomis.downloaded_tables import nomis_tables, taken_on
from loaders.layouts.nomis.table_blocks import table_blocks
from loaders.reading import Reading
from loaders.statistics.area_reading import combined_reading
from loaders.workbook import Workbook

NAME = "Nomis"


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet says that it is from Nomis above a table, or has the columns of its API."""
    visible = (sheet for sheet in workbook.sheets if sheet.visible)
    return any(nomis_long_table(sheet) or table_blocks(sheet) for sheet in visible)


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every figure by area and period, with 95 % limits where confidence is given.

    Numerator and denominator stand in the note. The day on which a table was taken from Nomis is
    its vintage; the API tells none.
    """
    parts, days = [], []
    for sheet in workbook.sheets:
        long = nomis_long_table(sheet) if sheet.visible else None
        part = nomis_lines(long) if long else nomis_tables(sheet, hints.period)
        if part:
            parts.append(part)
            days.append(None if long else taken_on(sheet))
    return combined_reading(NAME, workbook, parts, max(filter(None, days), default=None))
