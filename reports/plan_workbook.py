"""A workbook of plans to edit in Excel: each reference table of a plan on a sheet, and targets."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.records import Record, records
from data.reference_tables import CHOICES, KEYS, REQUIRED, columns
from insights.kept_aliases import KeptAlias
from loaders.plans.plan_sheets import (
    ALIAS_HEADINGS,
    ALIASES,
    INSTRUCTIONS,
    REMOVE,
    TARGET_HEADINGS,
    TARGETS,
    TITLES,
    heading_of,
)
from reports.sheets import TITLE, WRAPPED, as_bytes, write_heading, write_text
from reports.template import write_target

ADVICE = (
    "Each sheet is one table of a plan. Change cells or add rows at the end, save it and drop it "
    "on the dashboard's Upload page. It shows what would change before anything is published.",
    "A row is known by the cells named below. A row that is not in the file stays as it is; a cell "
    "that you empty is emptied.",
    f"To take a row out of the plan, write yes under {REMOVE}. Published figures stay.",
    "A KPI with the code and the unit of an earlier plan's KPI goes on with its figures.",
    f"The sheet {ALIASES}, where there is one, lists what files call KPIs and areas. It is not "
    "read back: names are explained and taken back on the Upload page.",
    f"The sheet {TARGETS} has a row for each KPI and period. A range is written 10-12; No target "
    "and Data only are known words. An empty target is not in the file: what stands stays.",
)
NOT_OURS = "not ours"
_NARROW, _WIDE, _ROOM = 10, 60, 2
# Rules reach below the last row, so that they hold for rows that are added.
_ROWS_TO_ADD = 500


def plan_workbook(
    texts: Mapping[str, pd.DataFrame],
    targets: pd.DataFrame,
    plan: str,
    aliases: Sequence[KeptAlias] = (),
) -> bytes:
    """The workbook (.xlsx) of one plan; `aliases` are listed for the reader and not read back.

    `texts` are the reference tables with cells as text (data.reference_files);
    `targets` are those that stored_kpis.targets() gives.
    """
    workbook = Workbook()
    del workbook["Sheet"]
    _instructions(workbook.create_sheet(INSTRUCTIONS))
    for table, title in TITLES.items():
        frame = texts[table]
        _fill(workbook.create_sheet(title), table, _in_order(table, frame[frame["plan"] == plan]))
    _fill_targets(workbook.create_sheet(TARGETS), plan, records(targets))
    if aliases:
        _fill_aliases(workbook.create_sheet(ALIASES), aliases)
    return as_bytes(workbook)


def _instructions(sheet: Worksheet) -> None:
    write_text(sheet, 1, 1, "How to edit this workbook").font = TITLE
    for row, sentence in enumerate(ADVICE, 3):
        write_text(sheet, row, 1, sentence).alignment = WRAPPED
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        sheet.row_dimensions[row].height = 32
    first = 4 + len(ADVICE)
    headings = ("Sheet", "A row is known by", "Must be filled too", "Known words")
    for column, heading in enumerate(headings, 1):
        write_heading(sheet, first, column, heading)
        sheet.column_dimensions[get_column_letter(column)].width = (24, 30, 44, 70)[column - 1]
    for row, (table, title) in enumerate(TITLES.items(), first + 1):
        known = [f"{heading_of(c)}: {', '.join(w)}" for (t, c), w in CHOICES.items() if t == table]
        texts = (
            title,
            _headings(KEYS[table]),
            _headings(REQUIRED.get(table, ())),
            "\n".join(known),
        )
        for column, text in enumerate(texts, 1):
            write_text(sheet, row, column, text).alignment = WRAPPED


def _in_order(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by their key, and where it has no position by that before its last part."""
    *first, last = KEYS[table]
    by = [*first, *(["position"] if "position" in frame else []), last]
    kinds = columns()[table]
    return frame.sort_values(
        list(dict.fromkeys(by)),
        key=lambda cells: pd.to_numeric(cells) if kinds[str(cells.name)] == "INTEGER" else cells,
    )


def _headings(names: Sequence[str]) -> str:
    return ", ".join(map(heading_of, names))


def _fill(sheet: Worksheet, table: str, frame: pd.DataFrame) -> None:
    kinds = columns()[table]
    for column, name in enumerate([*map(heading_of, kinds), REMOVE], 1):
        write_heading(sheet, 1, column, name)
    for row, cells in enumerate(records(frame), 2):
        for column, (name, kind) in enumerate(kinds.items(), 1):
            _write(sheet, row, column, cells[name], kind)
    last = len(frame) + 1 + _ROWS_TO_ADD
    for column, name in enumerate(kinds, 1):
        if (table, name) in CHOICES:
            _choice(sheet, column, last, CHOICES[table, name])
    _choice(sheet, len(kinds) + 1, last, ["yes"])
    _finish(sheet)


def _write(sheet: Worksheet, row: int, column: int, text: object, kind: str) -> None:
    """A cell with the type of its column, so that Excel sorts and calculates with it."""
    if pd.isna(text):  # type: ignore[call-overload]
        return
    if kind == "TEXT":
        write_text(sheet, row, column, str(text)).alignment = WRAPPED
        return
    cell = sheet.cell(row, column)
    cell.alignment = WRAPPED
    if kind == "DATE":
        cell.value, cell.number_format = date.fromisoformat(str(text)), "yyyy-mm-dd"
    else:
        number = float(str(text))
        cell.value = int(number) if number.is_integer() else number


def _choice(sheet: Worksheet, column: int, last: int, words: Sequence[str]) -> None:
    # Excel takes 255 characters of such a list; no list of ours is longer.
    rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.showErrorMessage = True
    letters = get_column_letter(column)
    rule.add(f"{letters}2:{letters}{last}")
    sheet.add_data_validation(rule)


def _fill_targets(sheet: Worksheet, plan: str, targets: Sequence[Record]) -> None:
    for column, name in enumerate(TARGET_HEADINGS, 1):
        write_heading(sheet, 1, column, name)
    for row, target in enumerate(targets, 2):
        known = (plan, target["code"], target["name"], target["unit"], target["period"])
        for column, text in enumerate(known, 1):
            write_text(sheet, row, column, str(text)).alignment = WRAPPED
        column = len(TARGET_HEADINGS)
        sheet.cell(row, column).alignment = WRAPPED
        write_target(sheet, row, column, target)
    _finish(sheet)


def _fill_aliases(sheet: Worksheet, aliases: Sequence[KeptAlias]) -> None:
    for column, name in enumerate(ALIAS_HEADINGS, 1):
        write_heading(sheet, 1, column, name)
    for row, alias in enumerate(aliases, 2):
        said_at = f"{alias.said_at:%Y-%m-%d}"
        cells = (alias.words, alias.meaning or NOT_OURS, alias.kind, alias.said_by, said_at)
        for column, text in enumerate(cells, 1):
            write_text(sheet, row, column, text).alignment = WRAPPED
    _finish(sheet)


def _finish(sheet: Worksheet) -> None:
    """Widths by what is widest, headings that stay, and a filter on every column."""
    for column, values in enumerate(sheet.iter_cols(values_only=True), 1):
        longest = max(len(str(value)) for value in values if value is not None)
        width = min(_WIDE, max(_NARROW, longest + _ROOM))
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
