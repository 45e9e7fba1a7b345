"""Tables of text (CSV and its relatives): which encoding and separator, and the cells as typed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import PurePath

from loaders.files.decoding import decoded
from loaders.files.kinds import refuse_other_text
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.refusal import refusal
from loaders.files.text_runs import CellMarks, TextRun, has_raised_figures, marked_text
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused
from loaders.workbook import Sheet, Workbook

# Where two are equally consistent the rarer sign wins: a comma also stands within figures.
DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "upright bars", ",": "commas"}
SAMPLE_LINES = 500
MAX_LINES_IN_A_CELL = 500
SEPARATOR_LINE = re.compile(r"sep=([,;|\t:~^])[\r\n]*", re.I)
END = "end of file"


def read_delimited(
    file: str,
    content: bytes,
    metadata: Mapping[str, object] | None = None,
    limits: FileLimits = LIMITS,
) -> Workbook:
    """A table of text as a workbook of one sheet, named as the file without its extension.

    Values stay text, exactly as typed; row numbers are line numbers of the file. Raises
    FileRefused when the text cannot be decoded, a quotation mark is never closed, it is another
    kind of text, or it is beyond the limits.
    """
    text, encoding, doubts = decoded(file, content)
    refuse_other_text(file, text)
    lines = _lines(file, text, limits)
    delimiter = delimiter_of(lines)
    rows = _rows(file, lines, delimiter, limits)
    if not any(value.strip() for row in rows for value in row):
        raise refusal(
            file, FindingCode.EMPTY, "holds no text", "check that it was saved, then try again"
        )
    sign = DELIMITERS.get(delimiter, delimiter)
    message = f"{file} was read as text in {encoding}, separated by {sign}"
    findings = (Finding(Severity.INFO, FindingCode.READ_AS, message, found="csv"), *doubts)
    sheet = Sheet(PurePath(file).stem, rows, separator=delimiter)
    if has_raised_figures(text):
        _take_marks(sheet)
    return Workbook(file, "csv", [sheet], metadata, findings)


def _take_marks(sheet: Sheet) -> None:
    """Take raised figures, which are footnotes, from the texts of a sheet."""
    marks = CellMarks()
    rows = []
    for row, values in enumerate(sheet.rows, 1):
        read = (marked_text([TextRun(str(value))]) for value in values)
        numbered = enumerate(zip(values, read, strict=True), 1)
        rows.append([marks.taken(row, c, m if m.is_marked else v) for c, (v, m) in numbered])
    sheet.rows = rows
    marks.put_on(sheet)


def delimiter_of(lines: Sequence[str]) -> str:
    """The separator that gives most of the first records the same number of cells, above one.

    A first line `sep=;` says it outright, as Excel reads it. One column alone counts as commas.
    """
    outright = SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if outright:
        return outright[1]
    sample = lines[:SAMPLE_LINES]
    for strict in (True, False):
        regular = {sign: _regular_records(sample, sign, strict=strict) for sign in DELIMITERS}
        most = max(regular.values())
        if most:
            return next(sign for sign, records in regular.items() if records == most)
    return ","


def _regular_records(lines: Sequence[str], delimiter: str, *, strict: bool) -> int:
    """How many records have the most usual number of cells above one.

    Counted up to the first quotation mark that does not fit when `strict`: with a wrong separator
    quoted text stops the count early.
    """
    sizes: Counter[int] = Counter()
    with suppress(csv.Error):
        for record in csv.reader(lines, delimiter=delimiter, strict=strict):
            if len(record) > 1:
                sizes[len(record)] += 1
    return max(sizes.values(), default=0)


def _lines(file: str, text: str, limits: FileLimits) -> Sequence[str]:
    lines = list(io.StringIO(text, newline=""))
    if len(lines) > limits.lines:
        problem = f"has {len(lines):,} lines, more than the {limits.lines:,} allowed"
        raise refusal(file, FindingCode.TOO_LARGE, problem, "split it into smaller files")
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    return lines


def _rows(
    file: str, lines: Sequence[str], delimiter: str, limits: FileLimits
) -> Sequence[Sequence[str]]:
    rows: list[Sequence[str]] = []
    cells = 0
    for line, record in _records(file, lines, delimiter):
        # A cell with line breaks fills several lines; its record stays on the first of them.
        rows.extend([()] * (line - 1 - len(rows)))
        rows.append(record)
        cells += len(record)
        if len(record) > limits.columns or cells > limits.cells:
            problem = f"has too many cells by line {line}: {len(record):,} columns, {cells:,} cells"
            raise refusal(file, FindingCode.TOO_MANY_CELLS, problem, "split it into smaller files")
    if rows and SEPARATOR_LINE.fullmatch(lines[0]):
        rows[0] = ()
    return rows


def _records(
    file: str, lines: Sequence[str], delimiter: str
) -> Iterator[tuple[int, Sequence[str]]]:
    """Each record with the line it starts on; a line added at the end shows a quote left open."""
    reader = csv.reader(chain(lines, [END]), delimiter=delimiter)
    line = 1
    try:
        for record in reader:
            if line > len(lines):
                return
            left_open = reader.line_num > len(lines)
            if left_open or reader.line_num - line > MAX_LINES_IN_A_CELL:
                raise _unclosed(file, line + _lines_before(record, left_open=left_open))
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        most = csv.field_size_limit()
        problem = f"has a cell of more than {most:,} characters in line {line}"
        action = "look there for a quotation mark that is not closed, mend it and upload it again"
        raise refusal(file, FindingCode.UNCLOSED_QUOTE, problem, action) from error


def _lines_before(record: Sequence[str], *, left_open: bool) -> int:
    """How many line breaks stand before the cell that swallowed lines: the last, or the longest."""
    breaks = [value.count("\n") for value in record]
    return sum(breaks[: -1 if left_open else breaks.index(max(breaks))])


def _unclosed(file: str, line: int) -> FileRefused:
    problem = f"has a quotation mark in line {line} that is not closed"
    action = "close it or take it out, and upload the file again"
    return refusal(file, FindingCode.UNCLOSED_QUOTE, problem, action)
