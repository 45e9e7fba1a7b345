"""Our reader of Excel files against openpyxl: the same cells, or a difference with its reason."""

import gc
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.files.excel_dates import EPOCH_1900
from loaders.files.limits import MB
from loaders.files.opening import open_workbook
from loaders.reading import FileRefused
from loaders.workbook import Cell, CellValue, Sheet
from tests.shared import SHARED, shared

# Over 2 MB, or minutes of openpyxl: a sheet of far corners, a bomb, a sheet of styled blanks.
LEFT_OUT = {
    "corpus/made/corner_A1_A1048576.xlsx",
    "corpus/made/corner_A1_XFD20000.xlsx",
    "corpus/made/corner_A1_ZZ5000.xlsx",
    "corpus/made/corners_A1_XFD1048576.xlsx",
    "corpus/made/merged_huge.xlsx",
    "corpus/made/nest_1000000_sheet.xlsx",
    "corpus/phpspreadsheet/issue.2301.xlsx",
    "corpus/poi/51585.xlsx",
    "corpus/poi/bug66675.xlsx",
    "published/population/mye22final.xlsx",
}

# Read by openpyxl, refused by us, with the code of the finding.
REFUSED = {
    # Its first part asks for a password, which openpyxl does not notice as it never opens it.
    "corpus/made/encrypted_flag.xlsx": "password",
    # A part that unpacks to more than 200 times its size.
    "corpus/made/nest_200000_styles.xlsx": "unpacks_too_large",
    # A web page with a workbook behind it.
    "corpus/made/polyglot_html_zip.xlsx": "wrong_kind",
    # openpyxl leaves out a sheet whose part is missing, and says nothing.
    "corpus/made/rel_missing_sheet.xlsx": "damaged",
    # openpyxl renames the second of two sheets, and says nothing.
    "corpus/made/sheets_dup_names.xlsx": "duplicate_sheets",
    "corpus/made/sheets_zero.xlsx": "empty",
    # Two parts of one name but for capitals: readers disagree which one is the sheet.
    "corpus/poi/duplicate-filename-case-insensitive.xlsx": "duplicate_parts",
}

# Read by us, while openpyxl fails on something that has no part in the values.
OPENPYXL_FAILS = {
    # Folders written with \ or in capitals, or parts elsewhere than usual.
    "corpus/calamine/issue_530.xlsx",
    "corpus/excelize/CalcChain.xlsx",
    "corpus/made/backslash_paths.xlsx",
    "corpus/made/upper_paths.xlsx",
    "corpus/phpspreadsheet/issue.3730.xlsx",
    "corpus/phpspreadsheet/rootZipFiles.xlsx",
    "corpus/sheetjs/wtf_path.xlsx",
    "corpus/xlrd/apachepoi_49609.xlsx",
    # Named styles or fills of a shape that openpyxl does not know.
    "corpus/made/cellstyle_noname.xlsx",
    "corpus/phpspreadsheet/issue.1482.xlsx",
    "corpus/poi/style-alternate-content.xlsx",
    "corpus/xlrd/self_evaluation_report_2014-05-19.xlsx",
    # One date that no calendar has: it stays text here.
    "corpus/made/dates_iso_bad.xlsx",
    # Plain text by another name.
    "corpus/made/csv_named.xlsx",
}


ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")


class Reason(StrEnum):
    """Why a cell reads otherwise on purpose."""

    EMPTY_TEXT = "a formula that gave empty text was calculated; openpyxl says it never was"
    ESCAPE = "escapes such as _x000D_ are undone"
    BEFORE_1900 = "Excel has no dates before 1900 and shows ####; openpyxl counts back"
    AFTER_9999 = "a number beyond the calendar stays a number; openpyxl makes it an error"
    PADDING = "the letter after * in a number format is padding, not a day"
    LINK = "a link's target is not the value of a formula that was never calculated"
    NOT_READ = "strict or unusual namespaces; openpyxl finds no cells in them"


# Cells that read otherwise, by file and reason; in every other file not one does.
DIFFERS: Mapping[str, Mapping[Reason, int]] = {
    "corpus/made/escapes_ok.xlsx": {Reason.ESCAPE: 1},
    "corpus/made/number_formats.xlsx": {Reason.BEFORE_1900: 20, Reason.PADDING: 1},
    "corpus/made/surrogate_only.xlsx": {Reason.ESCAPE: 1},
    "corpus/pandas/testdateoverflow.xlsm": {Reason.AFTER_9999: 1},
    "corpus/pandas/testdateoverflow.xlsx": {Reason.AFTER_9999: 1},
    "corpus/phpspreadsheet/issue.3720.xlsx": {Reason.LINK: 111},
    "corpus/phpspreadsheet/issue.4312c.xlsx": {Reason.EMPTY_TEXT: 11},
    "corpus/poi/60512.xlsm": {Reason.EMPTY_TEXT: 2},
    "corpus/poi/GeneralFormatTests.xlsx": {Reason.EMPTY_TEXT: 2},
    "corpus/poi/NumberFormatApproxTests.xlsx": {Reason.EMPTY_TEXT: 1},
    "corpus/poi/SimpleStrict.xlsx": {Reason.NOT_READ: 19},
    "corpus/poi/dataValidationTableRange.xlsx": {Reason.EMPTY_TEXT: 36},
    "corpus/poi/sample-beta.xlsx": {Reason.NOT_READ: 20},
    "corpus/sheetjs/formula_stress_test.xlsx": {Reason.EMPTY_TEXT: 2, Reason.ESCAPE: 1},
    "corpus/sheetjs/number_format.xlsm": {Reason.BEFORE_1900: 136, Reason.EMPTY_TEXT: 10},
    "corpus/sheetjs/number_format_russian.xlsm": {Reason.BEFORE_1900: 136},
    "corpus/sheetjs/sheet_visibility_strict.xlsx": {Reason.NOT_READ: 46},
}


@dataclass(frozen=True)
class Facts:
    """What both readers say of one sheet."""

    cells: Mapping[tuple[int, int], Cell]
    visible: bool = True
    errors: frozenset[tuple[int, int]] = frozenset()
    merged: frozenset[tuple[int, int, int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def our_sheets(path: Path) -> Mapping[str, Facts] | FileRefused:
    try:
        sheets = open_workbook(path.name, path.read_bytes()).sheets
    except FileRefused as refused:
        return refused
    return {sheet.name: facts_of(sheet) for sheet in sheets}


def facts_of(sheet: Sheet) -> Facts:
    return Facts(
        our_cells(sheet),
        sheet.visible,
        sheet.errors,
        frozenset(sheet.merged),
        sheet.hidden_rows,
        sheet.hidden_columns,
    )


def our_cells(sheet: Sheet) -> Mapping[tuple[int, int], Cell]:
    """Every cell that holds a value or a formula: a lone space too, which filled() passes over."""
    columns = (
        (row, column)
        for row, values in enumerate(sheet.rows, 1)
        for column in range(1, len(values) + 1)
    )
    cells = (sheet.cell(row, column) for row, column in columns)
    return {(c.row, c.column): c for c in cells if c.formula or c.value not in (None, "")}


def their_sheets(path: Path) -> Mapping[str, Facts] | Exception:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calculated = openpyxl.load_workbook(path, data_only=True).worksheets
            written = openpyxl.load_workbook(path).worksheets
    # openpyxl ends damaged files with any of nine kinds of exception.
    except Exception as error:  # noqa: BLE001
        return error
    return {
        sheet.title: their_facts(values, sheet)
        for values, sheet in zip(calculated, written, strict=True)
    }


def their_facts(values: Worksheet, formulas: Worksheet) -> Facts:
    cells = {(c.row, c.column): c for c in their_cells(values, formulas)}
    columns = [c for c in formulas.column_dimensions.values() if c.hidden]
    return Facts(
        cells,
        formulas.sheet_state == "visible",
        frozenset(key for key in cells if values.cell(*key).data_type == "e"),
        frozenset(
            (m.min_row, m.min_col, m.max_row, m.max_col) for m in formulas.merged_cells.ranges
        ),
        frozenset(number for number, row in formulas.row_dimensions.items() if row.hidden),
        frozenset(n for c in columns for n in range(c.min or 0, (c.max or 0) + 1)),
    )


def their_cells(values: Worksheet, formulas: Worksheet) -> Iterator[Cell]:
    for row, cells in enumerate(formulas.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            formula = cell.data_type == "f"
            value = cast("CellValue", values.cell(row, column).value)
            if formula or value not in (None, ""):
                yield Cell(row, column, value, cell.number_format, formula)


def why(ours: Cell | None, theirs: Cell | None) -> Reason | None:
    """The reason for which the two differ on purpose, None when they differ by mistake."""
    if ours is None or theirs is None:
        return Reason.NOT_READ if theirs is None else None
    if ours != theirs._replace(value=ours.value):
        return None
    return next((r for r, holds in HOLDS.items() if holds(ours, theirs.value)), None)


HOLDS: Mapping[Reason, Callable[[Cell, object], bool]] = {
    Reason.EMPTY_TEXT: lambda c, theirs: c.formula and c.value == "" and theirs is None,
    Reason.ESCAPE: lambda c, theirs: (
        isinstance(c.value, str)
        and re.fullmatch(ESCAPED.sub(".", re.escape(str(theirs))), c.value, re.DOTALL) is not None
    ),
    Reason.BEFORE_1900: lambda c, theirs: (
        isinstance(c.value, int | float) and c.value < 0 and isinstance(theirs, datetime)
    ),
    Reason.AFTER_9999: lambda c, theirs: isinstance(c.value, float) and theirs == "#VALUE!",
    Reason.PADDING: lambda c, theirs: "*d" in c.number_format and isinstance(theirs, datetime),
    Reason.LINK: lambda c, theirs: c.formula and c.value is None and isinstance(theirs, str),
}


def typed(cell: Cell | None) -> object:
    return cell and (cell, type(cell.value))


def differing(ours: Facts, theirs: Facts) -> Iterator[tuple[Cell | None, Cell | None]]:
    for key in ours.cells.keys() | theirs.cells.keys():
        pair = ours.cells.get(key), theirs.cells.get(key)
        if typed(pair[0]) != typed(pair[1]):
            yield pair


def told_apart(ours: Mapping[str, Facts], theirs: Mapping[str, Facts]) -> Iterator[Reason]:
    """The reason of every cell that differs; whatever differs without one fails the test."""
    assert list(ours) == list(theirs) or not theirs
    for name, facts in ours.items():
        explained: set[tuple[int, int]] = set()
        for pair in differing(facts, theirs.get(name, Facts({}))):
            reason = why(*pair)
            assert reason or is_marked(*pair), f"{name}: we read {pair[0]}, openpyxl {pair[1]}"
            explained.update((cell.row, cell.column) for cell in pair if cell)
            if reason:
                yield reason
        if name in theirs:
            assert apart_from(facts, explained) == apart_from(theirs[name], explained)


def is_marked(ours: Cell | None, theirs: Cell | None) -> bool:
    """Whether openpyxl has a footnote or struck-out words within the text that we have."""
    values = [cell.value if cell else None for cell in (ours, theirs)]
    if not all(isinstance(value, str) for value in values):
        return False
    mine, other = ("".join(str(value).split()) for value in values)
    letters = iter(other)
    return len(mine) < len(other) and all(letter in letters for letter in mine)


def apart_from(facts: Facts, explained: Set[tuple[int, int]]) -> Facts:
    """All but the cells, which were compared one by one."""
    return replace(facts, cells={}, errors=facts.errors - explained)


def names() -> Iterator[str]:
    for folder in ("corpus", "published"):
        for path in sorted((SHARED / folder).rglob("*.xls[xm]")):
            yield path.relative_to(SHARED).as_posix()


@pytest.fixture
def _uncollected() -> Iterator[None]:
    """openpyxl makes millions of objects; looking for garbage among them takes half its time."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_uncollected")
@pytest.mark.parametrize("name", [name for name in names() if name not in LEFT_OUT])
def test_a_workbook_reads_as_openpyxl_reads_it_or_differs_for_a_reason(name: str) -> None:
    path = shared(name)
    ours, theirs = our_sheets(path), their_sheets(path)
    if isinstance(ours, FileRefused):
        read_by_openpyxl = not isinstance(theirs, Exception)
        assert (ours.finding.code if read_by_openpyxl else None) == REFUSED.get(name)
    elif isinstance(theirs, Exception):
        assert name in OPENPYXL_FAILS, theirs
    else:
        assert Counter(told_apart(ours, theirs)) == DIFFERS.get(name, {})
        assert name not in OPENPYXL_FAILS | REFUSED.keys()


def test_every_file_of_the_tables_is_there() -> None:
    shared("corpus")
    listed = LEFT_OUT | OPENPYXL_FAILS | REFUSED.keys() | DIFFERS.keys()
    assert sorted(listed - set(names())) == []


def test_every_large_file_is_left_out_by_name() -> None:
    shared("corpus")
    large = {name for name in names() if (SHARED / name).stat().st_size > 2 * MB}
    assert large <= LEFT_OUT


@dataclass(frozen=True)
class Written:
    """A value as it is given to openpyxl, and what must come back."""

    value: object
    back: object
    number_format: str | None = None
    formula: bool = False


def to_millisecond(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def as_number(number: float) -> Written:
    return Written(number, number)


# What XML can carry and Excel can hold: a carriage return would come back as a line break, a text
# that begins with = is a formula, and an escape would be undone.
# A raised figure behind a figure is a footnote mark, which we leave out on purpose.
TEXTS = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cn"),
        exclude_characters="¹²³⁰⁴⁵⁶⁷⁸⁹",
        include_characters="\n\t",
    ),
    min_size=1,
).filter(lambda text: not text.startswith("=") and not ESCAPED.search(text))
# Excel keeps 15 digits of a number; openpyxl writes 16, which are enough for these.
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e12, 1e12).map(lambda number: float(f"{number:.15g}")),
)
FORMATS = ("0%", "0.0%", "0.00", "£#,##0", '0.0 "Days"', "#,##0.00;[Red]-#,##0.00")
WRITTEN: st.SearchStrategy[Written] = st.one_of(
    NUMBERS.map(as_number),
    st.builds(
        lambda number, shown: Written(number, number, shown), NUMBERS, st.sampled_from(FORMATS)
    ),
    TEXTS.map(lambda text: Written(text, text)),
    st.booleans().map(lambda answer: Written(answer, answer)),
    st.datetimes(EPOCH_1900 + timedelta(days=61)).map(
        lambda moment: Written(to_millisecond(moment), to_millisecond(moment))
    ),
    st.dates(date(1900, 1, 1)).map(
        lambda day: Written(day, datetime.combine(day, time()), "yyyy-mm-dd")
    ),
    st.integers(0, 86_399_999)
    .map(lambda ms: EPOCH_1900 + timedelta(milliseconds=ms))
    .map(lambda moment: Written(moment.time(), moment.time(), "h:mm:ss")),
    st.integers(-(10**10), 10**10)
    .map(lambda ms: timedelta(milliseconds=ms))
    .map(lambda span: Written(span, span)),
    st.sampled_from(("=1+1", "=SUM(A1:A3)", '=""')).map(
        lambda formula: Written(formula, None, formula=True)
    ),
)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 30))


@dataclass(frozen=True)
class Made:
    """A sheet to be written: its values by place, one merged range, what is hidden."""

    values: Mapping[tuple[int, int], Written]
    merged: tuple[int, int, int, int]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    visible: bool

    def is_seen(self, row: int, column: int) -> bool:
        """Whether the place is not under a merged cell."""
        top, left, bottom, right = self.merged
        under = top <= row <= bottom and left <= column <= right
        return not under or (row, column) == (top, left)


MADE = st.builds(
    Made,
    st.dictionaries(PLACES, WRITTEN, max_size=25),
    st.tuples(PLACES, st.integers(0, 3), st.integers(1, 3)).map(
        lambda made: (*made[0], made[0][0] + made[1], made[0][1] + made[2])
    ),
    st.frozensets(st.integers(1, 14), max_size=3),
    st.frozensets(st.integers(1, 32), max_size=3),
    st.booleans(),
)


def workbook_of(made: Made) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Seen"
    sheet = book.create_sheet("Made")
    sheet.sheet_state = "visible" if made.visible else "hidden"
    for (row, column), written in made.values.items():
        cell = sheet.cell(row, column, written.value)
        cell.number_format = written.number_format or cell.number_format
    top, left, bottom, right = made.merged
    sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in made.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in made.hidden_columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def shape(value: object) -> type:
    """A whole number loses its decimal point on the way; nothing else changes its type."""
    return float if type(value) is int else type(value)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MADE)
def test_what_openpyxl_writes_is_read_back_equal(made: Made) -> None:
    _, sheet = open_workbook("made.xlsx", workbook_of(made)).sheets
    seen = {cell: written for cell, written in made.values.items() if made.is_seen(*cell)}
    cells = our_cells(sheet)
    assert {key: cell.value for key, cell in cells.items()} == {
        key: written.back for key, written in seen.items()
    }
    for key, written in seen.items():
        cell = cells[key]
        assert (shape(cell.value), cell.formula) == (shape(written.back), written.formula)
        assert written.number_format in (None, cell.number_format)
    assert (sheet.visible, list(sheet.merged)) == (made.visible, [made.merged])
    assert (sheet.hidden_rows, sheet.hidden_columns) == (made.hidden_rows, made.hidden_columns)
