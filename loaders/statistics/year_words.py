"""Years as publishers write them, with their marks: `2019-20R`, `2012/13`, `2005`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.period_forms import NotAPeriod
from loaders.periods import find_period
from loaders.words import dashed, text_of
from loaders.workbook import Cell, CellValue
from metrics import period as spans
from metrics.period import Period

# A mark may be in brackets, and a footnote's number may follow: `2019-20 [r]`, `2015-16 P 3`.
_BEHIND = r"\s*[\[(]?(?P<mark>[pr]|provisional|revised)?[\])]?\s*(?:\[?note\s?\d+\]?|\d)?"
_FINANCIAL = re.compile(rf"(?P<from>\d{{4}})\s*[-/]\s*(?P<to>\d{{4}}|\d{{2}}){_BEHIND}")
_CALENDAR = re.compile(rf"(?P<from>(?:19|20)\d\d){_BEHIND}")
_WITHIN = re.compile(r"(?<![\w/-])(?:19|20)\d\d(?![\w/-])")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class YearWords:
    """A year in a heading or a line, and what its publisher marks it with."""

    period: Period
    provisional: bool = False
    revised: bool = False


def read_year(value: CellValue) -> YearWords | None:
    """The financial or calendar year that a cell names; None for anything else, `2024/05` too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _year(dashed(text_of(value)))


def year_of(cell: Cell) -> YearWords | None:
    """The same of a cell, whatever its number format."""
    return read_year(cell.value)


def period_of(cell: Cell) -> YearWords | None:
    """The year, quarter, month or other span that a cell names, None for anything else."""
    try:
        found = find_period(cell.value, number_format=cell.number_format)
    except NotAPeriod:
        found = None
    span = YearWords(found.period) if found and not found.to_date else None
    return read_year(cell.value) or span


def period_in_heading(cell: Cell) -> YearWords | None:
    """The same where other words stand beside it: `Homes 2023`; None where several years do."""
    years = _WITHIN.findall(cell.value) if isinstance(cell.value, str) else ()
    return period_of(cell) or (read_year(years[0]) if len(years) == 1 else None)


@lru_cache(maxsize=4096)
def _year(text: str) -> YearWords | None:
    found = _FINANCIAL.fullmatch(text)
    if found is None:
        found = _CALENDAR.fullmatch(text)
        return _marked(spans.calendar_year(int(found["from"])), found["mark"]) if found else None
    start, end = int(found["from"]), found["to"]
    if start not in _YEARS or str(start + 1)[-len(end) :] != end:
        return None
    return _marked(spans.financial_year(start), found["mark"])


def _marked(period: Period, mark: str | None) -> YearWords:
    letter = (mark or "")[:1]
    return YearWords(period, provisional=letter == "p", revised=letter == "r")
