"""A workbook after the guidance on accessible spreadsheets of official statistics.

A cover, contents and notes, then one marked-up table a sheet: no merged or empty cells, shorthand
in square brackets, headings that name units, days as ISO text that Excel leaves alone.
Source: Government Analysis Function, Releasing statistics in spreadsheets (2023).
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from loaders.tables.download_headings import SHORTHAND
from reports.filled_table import CellContent, FilledTable, cells_of
from reports.sheets import TITLE, WRAPPED, as_bytes, write_heading, write_number, write_text

HEADING_ROW = 4
_NARROW, _WIDE = 11, 60
_LONG = frozenset(("note", "next_steps", "sentence", "title", "outcomes", "source"))


def accessible_workbook(
    title: str, facts: Sequence[str], notes: Sequence[str], tables: Sequence[FilledTable]
) -> bytes:
    """The workbook (.xlsx): `facts` are the sentences of its cover, `notes` those of its notes."""
    workbook = Workbook()
    workbook.properties.title, workbook.properties.language = title, "en-GB"
    cover = workbook.worksheets[0]
    cover.title = "Cover"
    _sentences(cover, title, facts)
    _contents(workbook.create_sheet("Contents"), tables)
    _notes(workbook.create_sheet("Notes"), notes)
    for filled in tables:
        _table(workbook.create_sheet(filled.table.title), filled)
    return as_bytes(workbook)


def _sentences(sheet: Worksheet, title: str, sentences: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 90
    write_text(sheet, 1, 1, title).font = TITLE
    for row, sentence in enumerate(sentences, 2):
        write_text(sheet, row, 1, sentence).alignment = WRAPPED


def _contents(sheet: Worksheet, tables: Sequence[FilledTable]) -> None:
    write_text(sheet, 1, 1, "Contents").font = TITLE
    write_text(sheet, 2, 1, "Each sheet of figures is named below, with what it holds.")
    listed: list[Sequence[CellContent]] = [("Notes", "What columns and shorthand mean.")]
    listed += [(filled.table.title, filled.about) for filled in tables]
    _marked_up(sheet, 3, ["Sheet", "What it holds"], listed, "contents", [26, 90])
    for row, (name, _) in enumerate(listed, 4):
        cell: Cell = sheet[f"A{row}"]
        # As an address of its own, Excel would take it for one outside of the file.
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = Font(color="0563C1", underline="single")


def _notes(sheet: Worksheet, notes: Sequence[str]) -> None:
    write_text(sheet, 1, 1, "Notes").font = TITLE
    write_text(sheet, 2, 1, "Shorthand stands in square brackets in place of an empty cell.")
    explained = [(short, meaning) for short, meaning in SHORTHAND.items()]
    explained += [(f"Note {number}", note) for number, note in enumerate(notes, 1)]
    _marked_up(sheet, 3, ["Shorthand or note", "What it means"], explained, "notes", [20, 90])


def _table(sheet: Worksheet, filled: FilledTable) -> None:
    headings = filled.table.headings
    write_text(sheet, 1, 1, filled.table.title).font = TITLE
    write_text(sheet, 2, 1, filled.about)
    write_text(sheet, 3, 1, "This sheet has one table. Shorthand is explained on the sheet Notes.")
    widths = [
        _WIDE if role in _LONG else max(_NARROW, len(headings[role]) + 2) for role in headings
    ]
    name = filled.table.title.lower().replace(" ", "_")
    _marked_up(sheet, HEADING_ROW, list(headings.values()), cells_of(filled), name, widths)
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"


def _marked_up(  # noqa: PLR0913, PLR0917 - what a table is made of
    sheet: Worksheet,
    first: int,
    headings: Sequence[str],
    rows: Sequence[Sequence[CellContent]],
    name: str,
    widths: Sequence[int],
) -> None:
    """Headings and rows as a table of Excel's own, which readers of screens announce."""
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        write_heading(sheet, first, column, heading)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, cells in enumerate(rows, first + 1):
        for column, content in enumerate(cells, 1):
            if isinstance(content, str):
                write_text(sheet, row, column, content)
            else:
                write_number(sheet, row, column, content)
    # A table of Excel's has at least one row below its headings.
    last = f"{get_column_letter(len(headings))}{first + max(1, len(rows))}"
    marked = Table(displayName=name, ref=f"A{first}:{last}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)
