"""What the dashboard gave to download, as workbook or CSV: read back as it left."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding, figure_finding, figure_of, row_finding
from loaders.layouts import Hints
from loaders.parsing.normalise import plain
from loaders.reading import Reading, Row, RowKind
from loaders.statistics.line_outcomes import LinesRead, line_reading
from loaders.statistics.statistic_cells import number
from loaders.tables.download_headings import SHORTHAND, TABLES, YES, DownloadTable
from loaders.workbook import CellPlace, CellValue, Sheet, Workbook, is_blank
from metrics.period import Period, PeriodKind
from metrics.status import State

NAME = "Download of this dashboard"
# Above the headings stand the sheet's title and what to know of it.
_TITLE_ROWS = 12
_ISO, _BRITISH = re.compile(r"(\d{4})-(\d\d)-(\d\d)"), re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")
# The writer puts a ' before each line of a CSV cell that looks like a formula.
_GUARD = re.compile("^'(?='*[=+@\t\uff1d\uff0b\uff0d\uff20-])", re.MULTILINE)
_NUMBERS = ("value", "target", "target_upper", "lower", "upper")
_TEXTS = (
    "plan", "unit", "state", "target_state", "reported_status", "note", "next_steps", "lead",
    "portfolio", "area",
)  # fmt: skip
_STATES = frozenset(State)

Texts = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class DownloadSheet:
    """A sheet with one of the tables: its heading row, and the column of each role it is read by.

    `guarded` says that its texts come out of a CSV file.
    """

    sheet: Sheet
    table: DownloadTable
    heading_row: int
    columns: Mapping[str, int]
    guarded: bool

    def lines(self) -> Iterator[tuple[int, Texts]]:
        """The number and the cells by role of every filled row below the headings."""
        for row, cells in enumerate(self.sheet.rows[self.heading_row :], self.heading_row + 1):
            if not all(map(is_blank, cells)):
                yield row, {role: self._cell(cells, column) for role, column in self._by_role()}

    def _by_role(self) -> Sequence[tuple[str, int]]:
        return tuple(self.columns.items())

    def _cell(self, cells: Sequence[CellValue], column: int) -> CellValue:
        value = cells[column - 1] if column <= len(cells) else None
        if not isinstance(value, str):
            return value
        if value in SHORTHAND or not value.strip():
            return None
        return _GUARD.sub("", value) if self.guarded else value


def recognises(workbook: Workbook, _: Hints) -> bool:
    """Whether a sheet has every heading by which one of the tables is read."""
    return any(_download(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook, hints: Hints) -> Reading:  # noqa: ARG001 - every layout takes hints
    """The rows that stand; what was replaced or worked out is left, and so are invented figures.

    Where every row is invented they are read, and the file is marked as illustrative.
    """
    downloads = [part for sheet in workbook.sheets if (part := _download(sheet))]
    lines = [(part, row, cells) for part in downloads for row, cells in part.lines()]
    standing = [line for line in lines if _stands(line[2])]
    real = [line for line in standing if not _is_illustrative(line[2])]
    findings: list[Finding] = list(_left_out(downloads[0].sheet, lines, standing, real))
    rows: list[Row] = []
    unread: list[Row] = []
    for part, row, cells in real or standing:
        wrong = _wrong(part.table, cells)
        findings += (_fault(part, row, role, cells[role]) for role in wrong)
        if not wrong:
            rows.append(_row(part, row, cells))
        elif list(wrong) == ["value"] and part.table.kind is RowKind.KPI_VALUE:
            unread.append(_row(part, row, {**cells, "value": None, "state": None}))
    tables = list(map(_lines_read, downloads))
    reading = line_reading(NAME, workbook, tables, _agreed(rows, findings), findings)
    return replace(reading, unread=unread)


def _download(sheet: Sheet) -> DownloadSheet | None:
    if not sheet.visible:
        return None
    for row, cells in enumerate(sheet.rows[:_TITLE_ROWS], 1):
        places = {str(value).strip(): number for number, value in enumerate(cells, 1)}
        for table in TABLES:
            wanted = {role: table.headings[role] for role in table.read_by}
            if all(heading in places for heading in wanted.values()):
                columns = {role: places[heading] for role, heading in wanted.items()}
                return DownloadSheet(sheet, table, row, columns, bool(sheet.separator))
    return None


def _lines_read(part: DownloadSheet) -> LinesRead:
    words = {column: part.table.headings[role] for role, column in part.columns.items()}
    lines = frozenset(row for row, _ in part.lines())
    return LinesRead(part.sheet, part.heading_row, lines, words)


def _stands(cells: Texts) -> bool:
    """Whether a row stands and is of a period: an activity that was never reported has none."""
    return plain(str(cells["stands"] or "")) == YES and cells["period_kind"] is not None


def _is_illustrative(cells: Texts) -> bool:
    return plain(str(cells.get("illustrative") or "")) == YES


def _left_out(
    sheet: Sheet, lines: Sequence[object], standing: Sequence[object], real: Sequence[object]
) -> Iterator[Finding]:
    """That the figures are invented, or how many of them were left; and what does not stand."""
    if standing and not real:
        yield _note(sheet, FindingCode.ILLUSTRATIVE, "its figures are illustrative: invented")
    elif len(real) < len(standing):
        left = f"{len(standing) - len(real):,} rows are illustrative and were left out"
        yield _note(sheet, FindingCode.DOWNLOADED, left)
    if len(standing) < len(lines):
        left = f"{len(lines) - len(standing):,} rows do not stand and were left out"
        yield _note(sheet, FindingCode.DOWNLOADED, left)


def _note(sheet: Sheet, code: FindingCode, problem: str) -> Finding:
    return cell_finding(Severity.INFO, code, sheet=sheet, cell=None, problem=problem)


def _agreed(rows: Sequence[Row], findings: list[Finding]) -> Sequence[Row]:
    """The rows without repeats; those that disagree are kept, and wait for one to be chosen."""
    held: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        same = held.setdefault((row.kind, row.plan, row.code, row.area, row.period), [])
        if all(structs.replace(other, sheet=row.sheet, cell=row.cell) != row for other in same):
            same.append(row)
    for same in held.values():
        findings += [_disagreement(row, same) for row in same if len(same) > 1]
    return [row for same in held.values() for row in same]


def _disagreement(row: Row, rows: Sequence[Row]) -> Finding:
    others = " and ".join(
        f"sheet {other.sheet}, cell {other.cell}" for other in rows if other is not row
    )
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.CONFLICT,
        row=row,
        problem=f"{figure_of(row)} is here again, and not as in {others}",
        expected="one row for each period",
        action="Keep one of them and leave the others out.",
    )


def _row(part: DownloadSheet, row: int, cells: Texts) -> Row:
    values = {role: _number(cells[role]) for role in _NUMBERS if role in cells}
    texts = {role: _text(cells[role]) for role in _TEXTS if role in cells}
    place = CellPlace(row, part.columns.get("value", part.columns["code"]))
    name = _text(cells.get("name")) or _text(cells.get("title"))
    period = _period(cells)
    if period is None:
        raise ValueError("a row without a period was taken for one that can be read")
    return Row(
        kind=part.table.kind,
        code=str(cells["code"]).strip(),
        period=period,
        sheet=part.sheet.name,
        cell=place.address,
        name=name,
        provisional=plain(str(cells.get("provisional") or "")) == YES,
        vintage=_day(cells.get("vintage")),
        **values,  # type: ignore[arg-type]
        **texts,  # type: ignore[arg-type]
    )


_KINDS = frozenset(kind.value for kind in PeriodKind)
_EXPECTED: Mapping[str, tuple[Callable[[CellValue], bool], str]] = {
    "code": (lambda cell: cell is not None, "a code"),
    "period_kind": (
        lambda cell: str(cell).strip() in _KINDS,
        "one of " + ", ".join(sorted(_KINDS)),
    ),
    "period_start": (lambda cell: _day(cell) is not None, "a day such as 2024-04-01"),
    "period_end": (lambda cell: _day(cell) is not None, "a day such as 2024-06-30"),
    **dict.fromkeys(
        ("state", "target_state"),
        (
            lambda cell: cell is None or str(cell) in _STATES,
            "one of " + ", ".join(sorted(_STATES)),
        ),
    ),
    **dict.fromkeys(
        _NUMBERS,
        (lambda cell: cell is None or _number(cell) is not None, "a number such as 12.3"),
    ),
    "vintage": (lambda cell: cell is None or _day(cell) is not None, "a day such as 2024-03-26"),
}


def _wrong(table: DownloadTable, cells: Texts) -> Sequence[str]:
    """The roles of the cells that are not what their columns hold."""
    wrong = [role for role in _EXPECTED if role in cells and not _EXPECTED[role][0](cells[role])]
    if not wrong and _period(cells) is None:
        wrong = ["period_end"]
    has_figure = "value" in table.read_by
    if not wrong and has_figure and cells["value"] is not None and cells["state"] is not None:
        wrong = ["state"]
    return wrong


def _fault(part: DownloadSheet, row: int, role: str, cell: CellValue) -> Finding:
    return figure_finding(
        Severity.QUARANTINE,
        FindingCode.BAD_CELL,
        sheet=part.sheet.name,
        cell=CellPlace(row, part.columns[role]).address,
        problem=f'"{"" if cell is None else cell}" stands under {part.table.headings[role]}',
        expected=f"{_EXPECTED[role][1]}; a figure has no state, and what has a state no figure",
        action="Correct the cell.",
    )


def _period(cells: Texts) -> Period | None:
    first, last = _day(cells["period_start"]), _day(cells["period_end"])
    if first is None or last is None or first > last:
        return None
    return Period(first, last, PeriodKind(str(cells["period_kind"]).strip()))


def _day(cell: CellValue) -> date | None:
    """A day as it left, or as Excel writes it here when it saves a CSV file again."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else _day_in(str(cell or "").strip())


@lru_cache(maxsize=4096)
def _day_in(text: str) -> date | None:
    iso, british = _ISO.match(text), _BRITISH.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(british[3]), int(british[2]), int(british[1])) if british else None
    except ValueError:
        return None


def _number(cell: CellValue) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    return float(cell) if isinstance(cell, int | float) else number(str(cell).strip())


def _text(cell: CellValue) -> str | None:
    return None if cell is None else str(cell)
