"""Old Excel workbooks (.xls, BIFF5 and BIFF8), by xlrd, as the same typed cells as newer ones."""

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import xlrd
from xlrd import compdoc
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.sheet import Sheet as XlsSheet

from loaders.files import inside
from loaders.files.kinds import UPLOAD, holds_stream, password
from loaders.files.lenient_xlrd import be_lenient
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.refusal import damaged, refusal, refuse_same_names, too_many_cells
from loaders.files.xls_records import XlsFormula, formulas, links_elsewhere, worksheet_starts
from loaders.files.xls_sheet import sheet_of
from loaders.files.xls_styles import XlsStyles
from loaders.findings.codes import FindingCode
from loaders.findings.finding import Finding
from loaders.workbook import Workbook, address

ENCRYPTED = "Workbook is encrypted"
MACROS = "_VBA_PROJECT_CUR"
# What xlrd lets through when a file is not what it says of itself.
XLRD_ERRORS = (
    XLRDError,
    CompDocError,
    FormulaError,
    struct.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)


class SoundCompDoc(compdoc.CompDoc):
    """The container of an old workbook; xlrd's own follows a chain of sectors round for ever."""

    def _get_stream(
        self,
        mem: bytes,
        base: int,
        sat: Sequence[int],
        size: int,
        start: int,
        *rest: Any,
        **named: Any,
    ) -> Any:
        seen: set[int] = set()
        sector = start
        while 0 <= sector < len(sat):
            if sector in seen:
                raise CompDocError(f"a chain of sectors comes back to sector {sector}")
            seen.add(sector)
            sector = sat[sector]
        return super()._get_stream(mem, base, sat, size, start, *rest, **named)  # type: ignore[misc]


compdoc.CompDoc = SoundCompDoc  # type: ignore[misc]
be_lenient()


def read_xls(
    file: str,
    content: bytes,
    metadata: Mapping[str, object] | None = None,
    limits: FileLimits = LIMITS,
) -> Workbook:
    """The workbook in an old Excel file; raises FileRefused when it is damaged or protected.

    Every worksheet is read, hidden ones too. Formulas are known from figures by the file's own
    records, which xlrd passes over.
    """
    book, sheets, formulas_by_sheet = _opened(file, content)
    if not sheets:
        raise refusal(file, FindingCode.EMPTY, "is a workbook without worksheets", UPLOAD)
    refuse_same_names(file, [sheet.name for sheet in sheets])
    styles = XlsStyles(book)
    calculated = any(not formula.empty for formula in chain.from_iterable(formulas_by_sheet))
    read_sheets = []
    for xls_sheet, written in zip(sheets, formulas_by_sheet, strict=True):
        sheet = sheet_of(xls_sheet, styles, written, calculated=calculated)
        width = max((len(row) for row in sheet.rows), default=0)
        if len(sheet.rows) * width > limits.cells:
            last = address(len(sheet.rows), width)
            raise too_many_cells(file, limits, last, sheet=sheet.name)
        read_sheets.append(sheet)
    findings = tuple(_findings(file, content, book, sheets))
    return Workbook(file, "xls", read_sheets, metadata, findings)


def _opened(
    file: str, content: bytes
) -> tuple[Book, Sequence[XlsSheet], Sequence[Sequence[XlsFormula]]]:
    """The book as xlrd reads it, its worksheets, and the formulas of each."""
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        sheets = [book.sheet_by_index(index) for index in range(book.nsheets)]
        stream = bytes(book.mem or b"")
        starts = worksheet_starts(stream, book.base)
        written = [list(formulas(stream, start)) for start in starts[: len(sheets)]]
    except XLRD_ERRORS as error:
        if ENCRYPTED in str(error):
            raise password(file) from error
        raise damaged(file, "its records cannot be read as those of a workbook") from error
    if len(written) < len(sheets):
        raise damaged(file, "its list of sheets does not lead to them")
    return book, sheets, written


def _findings(
    file: str, content: bytes, book: Book, sheets: Sequence[XlsSheet]
) -> Iterator[Finding]:
    yield inside.read_as(file, "xls", "an old Excel workbook")
    yield from (inside.hidden_sheet(file, s.name) for s in sheets if s.visibility)
    yield from inside.comments(file, (s.name for s in sheets if s.cell_note_map))
    yield from inside.beside_cells(
        file,
        has_macros=holds_stream(content.lower(), MACROS),
        has_links=links_elsewhere(bytes(book.mem or b""), book.base),
    )
