"""What surrounds a table: the period that its titles, sheet, file or giver name."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.parsing.normalise import plain, text_of
from loaders.parsing.periods import period_in
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.period import Period, PeriodKind

_LONGEST_TITLE = 300
# A quarter or a financial year is what a paper is about; a month beside such words is when it was.
_OF_DAYS = (PeriodKind.MONTH, PeriodKind.CALENDAR_YEAR, PeriodKind.INSTANT)
_BY_LINE = re.compile(
    r"\b(?:prepared|printed|print date|produced|created|compiled|updated|revised|issued|published"
    r"|generated|exported|extracted|downloaded|run (?:on|date|at)|drafted|author|authored|approved"
    r"|signed|submitted|saved|refreshed|dated|copyright|deadline|next (?:update|review|meeting))\b"
    r"|^(?:by|date)\b|\b(?:report|publication|extract|run|meeting|issue|review|release) date\b"
)
_MEETING = re.compile(
    r"\b(?:meeting|committee|subcommittee|cabinet|scrutiny|panel|agenda|minutes of|full council"
    r"|management team)\b"
)
_LONGEST_BETWEEN = 40
_MOST_ON_COVER = 40
_PLAN = re.compile(r"\b(?:plan|strategy|programme)\b", re.IGNORECASE)
_MOST_LABELLED = 8
_LABELS = frozenset((
    "period", "quarter", "reporting period", "reporting quarter", "year", "financial year",
    "period covered", "quarter ending", "quarter ended", "data for", "qtr",
))  # fmt: skip


def period_around(
    workbook: Workbook, sheet: Sheet, before_row: int, by_giver: Period | None, first: int
) -> Period | None:
    """The period of a table that begins at `before_row`: nearest title, sheet, file, giver.

    `first` is the row in which the sheet's first table begins.

    A day (`printed on 3 July 2019`) is not a reporting period and is passed over. Where the nearest
    is a year, a part of it that is named further off (`Q1` as the sheet's name) is what is meant.
    Where nothing else says it, the one period that is named on sheets of words before it counts.
    """
    titles = [t for t in titles_of(workbook, sheet, before_row, first) if not _is_by_line(t)]
    periods = (period_in(title) for title in titles)
    nearest = next((period for period in periods if _is_span(period)), by_giver)
    nearest = nearest or _on_cover(workbook, sheet)
    if by_giver and nearest and nearest.kind is PeriodKind.CALENDAR_YEAR:
        # `2025` does not say which financial year; whoever gives the file does.
        nearest = by_giver
    if nearest is None or nearest.kind is not PeriodKind.FINANCIAL_YEAR:
        return nearest
    parts = (by_giver, *(period_in(title, nearest.financial_year) for title in titles))
    return next((part for part in parts if part and _is_part(part, nearest)), nearest)


def titles_of(workbook: Workbook, sheet: Sheet, before_row: int, first: int) -> Iterator[str]:
    """The texts above a table, the nearest first, then the names of its sheet and file.

    Between tables, below the `first` heading row, a longer text is a comment and no title.
    """
    for row in range(min(before_row - 1, len(sheet.rows)), 0, -1):
        filled = [value for value in sheet.rows[row - 1] if value not in (None, "")]
        # A title stands alone on its row; rows with several cells belong to other tables.
        if len(filled) == 1 and isinstance(filled[0], str):
            title = text_of(filled[0])
            if len(title) <= (_LONGEST_BETWEEN if row > first else _LONGEST_TITLE):
                yield title
        yield from _labelled(filled)
    yield sheet.name
    yield workbook.file


def _labelled(filled: Sequence[CellValue]) -> Iterator[str]:
    """What stands beside a label in a row of a few words: `Quarter`, `Q1`, `Year`, `2025/26`."""
    texts = [text_of(value) for value in filled]
    if 1 < len(texts) <= _MOST_LABELLED and len(texts) % 2 == 0:
        pairs = zip(texts[::2], texts[1::2], strict=True)
        yield from (text for label, text in pairs if plain(label) in _LABELS)


def _on_cover(workbook: Workbook, sheet: Sheet) -> Period | None:
    """The one period that sheets of nothing but a few words say, in front of a sheet."""
    before = takewhile(lambda other: other is not sheet, workbook.sheets)
    covers = [other for other in before if other.visible and _is_cover(other)]
    texts = (cell.value for cover in covers for cell in cover.filled())
    titles = (text_of(text) for text in texts if isinstance(text, str))
    named = {period_in(title) for title in titles if not _is_by_line(title) and not _is_plan(title)}
    periods = [period for period in named if period and _is_span(period)]
    return periods[0] if len(periods) == 1 else None


def _is_plan(title: str) -> bool:
    """Whether a title names a year and a plan, whose years are not those of the figures."""
    period = period_in(title) if _PLAN.search(title) else None
    return period is not None and period.kind is PeriodKind.FINANCIAL_YEAR


def _is_cover(sheet: Sheet) -> bool:
    """Whether a sheet has few cells, words and days alone."""
    cells = list(sheet.filled())
    figures = any(isinstance(cell.value, int | float) for cell in cells)
    return len(cells) <= _MOST_ON_COVER and not figures


def _is_by_line(title: str) -> bool:
    """Whether a title says when something was written, printed or met about, and no period."""
    words = plain(title)
    if not _BY_LINE.search(words) and not _MEETING.search(words):
        return False
    period = period_in(title)
    return period is None or period.kind in _OF_DAYS


def _is_span(period: Period | None) -> bool:
    return period is not None and period.kind is not PeriodKind.INSTANT


def _is_part(part: Period, year: Period) -> bool:
    inside = year.start <= part.start and part.end <= year.end
    return inside and part.kind in (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF_YEAR)
