"""What surrounds a table: the period that its titles, sheet, file or giver name."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from loaders.parsing.normalise import plain, text_of
from loaders.parsing.periods import find_period, period_in
from loaders.workbook import CellPlace, Sheet, Workbook
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
_MOST_LABELLED = 8
_LABELS = frozenset((
    "period", "quarter", "reporting period", "reporting quarter", "year", "financial year",
    "period covered", "quarter ending", "quarter ended", "data for", "qtr",
))  # fmt: skip


# What a cover may say beside the period of its figures: `Quarterly performance report`.
_OF_REPORTS = frozenset((
    "performance", "report", "reports", "reporting", "monitoring", "dashboard", "scorecard", "kpi",
    "kpis", "key", "indicator", "indicators", "pi", "pis", "corporate", "council", "quarterly",
    "quarter", "annual", "year", "end", "outturn", "results", "figures", "data", "for", "the", "of",
    "period", "financial", "and", "summary",
))  # fmt: skip
_PART = re.compile(
    r"\b(?:q\d|quarter|qtr|h[12]|half|ytd|year to date|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b"
)


class _Title(NamedTuple):
    """Words that may say of which period figures are, and their cell."""

    cell: CellPlace
    text: str
    is_labelled: bool = False


class CoverPeriod(NamedTuple):
    """The period that a sheet of words says, and where."""

    period: Period
    sheet: Sheet
    cell: CellPlace


def period_around(  # noqa: PLR0913 (as many things may say it)
    workbook: Workbook,
    sheet: Sheet,
    before_row: int,
    by_giver: Period | None,
    first: int,
    *,
    on_cover: Period | None = None,
) -> Period | None:
    """The period of a table that begins at `before_row`: nearest title, sheet, file, giver.

    `first` is the row in which the sheet's first table begins.

    A day (`printed on 3 July 2019`) is not a reporting period and is passed over. Where the nearest
    is a year, a part of it that is named further off (`Q1` as the sheet's name) is what is meant.
    Where nothing else says it, the period of period_on_cover counts.
    """
    titles = [t for t in titles_of(workbook, sheet, before_row, first) if not _is_by_line(t)]
    periods = (period_in(title) for title in titles)
    nearest = next((period for period in periods if _is_span(period)), by_giver or on_cover)
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
        for title in _titles_in(sheet, row):
            longest = _LONGEST_BETWEEN if row > first else _LONGEST_TITLE
            if title.is_labelled or len(title.text) <= longest:
                yield title.text
    yield sheet.name
    yield workbook.file


def _titles_in(sheet: Sheet, row: int) -> Iterator[_Title]:
    """A text that stands alone in its row, or what stands beside labels in a row of a few words.

    A row with other cells belongs to a table. Of labels: `Quarter`, `Q1`, `Year`, `2025/26`.
    """
    filled = [(n, v) for n, v in enumerate(sheet.rows[row - 1], 1) if v not in (None, "")]
    texts = [text_of(value) for _, value in filled]
    if len(filled) == 1 and isinstance(filled[0][1], str):
        yield _Title(CellPlace(row, filled[0][0]), texts[0])
    elif 1 < len(texts) <= _MOST_LABELLED and len(texts) % 2 == 0:
        for index in range(0, len(texts), 2):
            if plain(texts[index]) in _LABELS:
                yield _Title(
                    CellPlace(row, filled[index + 1][0]), texts[index + 1], is_labelled=True
                )


def period_on_cover(workbook: Workbook, sheet: Sheet) -> CoverPeriod | None:
    """The one period that sheets of nothing but a few words in front of a sheet say is theirs.

    None where their words are of another thing: a plan, the next report, a baseline, two periods.
    """
    titles = list(_titles_of_covers(workbook, sheet))
    named = _named_on_covers(titles)
    years = {each.period for each in named if each.period.kind is PeriodKind.FINANCIAL_YEAR}
    if len(years) == 1:
        # `Q1` beside `2025/26` is that quarter.
        named = _named_on_covers(titles, *(year.financial_year for year in years))
    parts = [each for each in named if each.period not in years]
    meant = {each.period for each in parts} or years
    is_of_years = all(_is_part(each.period, year) for each in parts for year in years)
    if not parts and any(_PART.search(plain(title.text)) for _, title in titles):
        return None
    return (parts or named)[0] if len(meant) == 1 and is_of_years else None


def _titles_of_covers(workbook: Workbook, sheet: Sheet) -> Iterator[tuple[Sheet, _Title]]:
    for cover in takewhile(lambda other: other is not sheet, workbook.sheets):
        if cover.visible and _is_cover(cover):
            for row in range(1, len(cover.rows) + 1):
                titles = _titles_in(cover, row)
                yield from ((cover, title) for title in titles if not _is_by_line(title.text))


def _named_on_covers(
    titles: Sequence[tuple[Sheet, _Title]], year: int | None = None
) -> Sequence[CoverPeriod]:
    dated = ((cover, title, _period_of_cover(title, year)) for cover, title in titles)
    return [CoverPeriod(period, cover, title.cell) for cover, title, period in dated if period]


def _period_of_cover(title: _Title, year: int | None = None) -> Period | None:
    """The period of a title that says nothing else, or that it is one of a report on performance.

    A month counts only where a label says so: it may be that in which the report was written.
    """
    period = period_in(title.text, year)
    dated = find_period(title.text, year=year) if period else None
    if period is None or dated is None or not _is_span(period):
        return None
    beside = plain(dated.rest)
    if title.is_labelled or beside in _LABELS:
        return period if beside in _LABELS or not beside else None
    is_about = set(beside.split()) <= _OF_REPORTS
    return period if is_about and period.kind not in _OF_DAYS else None


def _is_cover(sheet: Sheet) -> bool:
    """Whether a sheet has few cells, words and days alone."""
    cells = list(islice(sheet.filled(), _MOST_ON_COVER + 1))
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
