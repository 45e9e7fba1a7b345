"""When a publisher's workbook was published, by the words beside a date in it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import takewhile

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.normalise import plain, squeezed
from loaders.workbook import CellValue, Sheet, Workbook, is_blank

_DATED = re.compile(
    r"(?:original |date of )?(?:publication|published|release|released|latest update|last updated"
    r"|last update|updated|date)\b"
)
_NOT_YET = re.compile(r"\bnext\b|\bforthcoming\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A date stands on a cover, above a table or below it, never between its lines.
_EDGE = 60


def publication_day(workbook: Workbook) -> date | None:
    """The newest date that a sheet says the file was published or updated on, None without one."""
    days = (day for sheet in workbook.sheets if sheet.visible for day in _days(sheet))
    return max(days, default=None)


def unknown_vintage(
    sheet: Sheet,
    problem: str = "when the file was published is unknown",
    expected: str | None = 'a date beside words such as "Published" or "Latest update"',
    action: str = "Publish older files before newer ones, so that the newest figures stand.",
) -> Finding:
    """The finding that nothing says when figures were published, in the layout's own words."""
    return cell_finding(
        Severity.INFO,
        FindingCode.VINTAGE_UNKNOWN,
        sheet=sheet,
        cell=None,
        problem=problem,
        expected=expected,
        action=action,
    )


def _days(sheet: Sheet) -> Iterator[date]:
    """The dates in a line that says so, and in those below it that say nothing else."""
    is_dated = False
    for row in _edges(sheet):
        texts = [value for value in row if not is_blank(value)]
        # What is still to come stands behind what was: `Next update`, and its date.
        texts = list(takewhile(lambda value: not _NOT_YET.search(_words(value)), texts))
        if texts:
            continues = is_dated and is_blank(row[0])
            is_dated = continues or any(_DATED.match(_words(value)) for value in texts)
        if is_dated:
            yield from (day for value in texts for day in _days_in(value))


def _edges(sheet: Sheet) -> Sequence[Sequence[CellValue]]:
    rows = sheet.rows
    return rows if len(rows) <= 2 * _EDGE else [*rows[:_EDGE], *rows[-_EDGE:]]


def _words(value: CellValue) -> str:
    return plain(value) if isinstance(value, str) else ""


def _days_in(value: CellValue) -> Iterator[date]:
    if isinstance(value, datetime):
        yield value.date()
    elif isinstance(value, date):
        yield value
    elif isinstance(value, str):
        yield from filter(None, map(_day, _DAY.findall(squeezed(value))))


def _day(parts: tuple[str, str, str]) -> date | None:
    number, month, year = parts
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:
        return None
