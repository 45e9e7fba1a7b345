"""Periods as publishers of long tables write them: `2023 Q2`, `2021 - 23`, `Apr-Jun 2023`.

Besides what people write (loaders.parsing.periods): quarters of calendar years, and several years.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.parsing.normalise import dashed, text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.periods import find_period, period_in, read_period
from loaders.reading import FileRefused
from loaders.workbook import Cell, CellValue
from metrics.period import Period, PeriodKind, calendar_year, financial_year, instant, month

_YEAR = r"(?:19|20)\d\d"
_NAME = r"[a-z]{3,9}"
_QUARTER = r"(?:q|qtr|quarter)\s?(?P<quarter>[1-4])"


def _quarter(match: re.Match[str]) -> str:
    last = 3 * int(match["quarter"])
    return _months(match["year"], last - 2, match["year"], last)


def _years(match: re.Match[str]) -> str:
    return _months(match["first"], 1, _century(match["first"], match["last"]), 12)


def _financial_years(match: re.Match[str]) -> str:
    last = int(_century(match["first"], match["last"]))
    return _months(match["first"], 4, str(last + 1), 3)


def _months(first: str, from_month: int, last: str, to_month: int) -> str:
    names = calendar.month_name
    return f"{names[from_month]} {first} to {names[to_month]} {last}"


def _century(first: str, last: str) -> str:
    """The last year in four digits: `2021 - 23` ends in 2023, `1999 - 01` in 2001."""
    if len(last) == 4:
        return last
    same = first[:2] + last
    return same if same >= first else f"{int(first[:2]) + 1}{last}"


# Each way of writing, and the same in words that loaders.parsing.periods reads.
_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = tuple(
    (re.compile(pattern), rewritten)
    for pattern, rewritten in (
        (rf"(?P<year>{_YEAR})\s?-?\s?{_QUARTER}", _quarter),
        (rf"{_QUARTER}\s?-?\s?(?P<year>{_YEAR})", _quarter),
        (rf"(?P<first>{_YEAR})\s-\s?(?P<last>{_YEAR}|\d\d)", _years),
        (rf"(?P<first>{_YEAR})-(?P<last>{_YEAR})", _years),
        (
            rf"(?P<first>{_YEAR})/\d\d\s?-\s?(?P<last>{_YEAR}|\d\d)/\d\d",
            _financial_years,
        ),
        (
            rf"(?P<from>{_NAME})\s?(?:-|to)\s?(?P<to>{_NAME})\s(?P<year>{_YEAR})",
            lambda match: f"{match['from']} {match['year']} to {match['to']} {match['year']}",
        ),
        (
            rf"12 months (?:to|ending|ended) (?P<to>{_NAME} {_YEAR})",
            lambda match: f"year to {match['to']}",
        ),
        (
            rf"(?P<year>{_YEAR})\s(?P<month>{_NAME})",
            lambda match: f"{match['month']} {match['year']}",
        ),
    )
)
# The same without spaces is a financial year where the years follow each other: `2022-23`.
_FOLLOWING = re.compile(r"\d{4}-\d\d(?:\d\d)?")
_SNAPSHOT = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_ ]?(?P<month>0[1-9]|1[0-2])(?!\d)")


@lru_cache(maxsize=4096)
def published_period(text: str) -> Period | None:
    """The period that the whole text names, None where it names none or more than one.

    A quarter of a year in four digits is one of that calendar year: `2023 Q1` is January to March;
    `2022/23 Q1` is April to June. `2010-12` could be a month or three years, and is neither.
    """
    words = dashed(text)
    if _FOLLOWING.fullmatch(words) and ((year := _read(words)) or len(words) == len("2010-12")):
        return year
    matches = ((form.fullmatch(words), rewritten) for form, rewritten in _FORMS)
    period = next((_read(rewritten(match)) for match, rewritten in matches if match), None)
    return period or _read(words)


def iso_month(text: str) -> Period | None:
    """The month that the whole text names as `2024-09`, None for anything else."""
    match = _SNAPSHOT.fullmatch(text.strip())
    return month(int(match["year"]), int(match["month"])) if match else None


def snapshot_in(text: str) -> Period | None:
    """The first day of the month that a file name or title is about, None where it names none.

    `202309_fixed_laua_coverage_r01` and `Connected Nations, September 2023` are 1 September 2023.
    """
    match = _SNAPSHOT.search(text)
    named = month(int(match["year"]), int(match["month"])) if match else period_in(text)
    if named is None or named.kind is not PeriodKind.MONTH:
        return None
    return instant(named.start)


def _read(words: str) -> Period | None:
    try:
        return read_period(words)
    except FileRefused:
        return None


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
        words = find_period(cell.value, number_format=cell.number_format)
    except NotAPeriod:
        words = None
    span = YearWords(words.period) if words and not words.to_date else None
    return read_year(cell.value) or span


def period_in_heading(cell: Cell) -> YearWords | None:
    """The same where other words stand beside it: `Homes 2023`; None where several years do."""
    years = _WITHIN.findall(cell.value) if isinstance(cell.value, str) else ()
    return period_of(cell) or (read_year(years[0]) if len(years) == 1 else None)


@lru_cache(maxsize=4096)
def _year(text: str) -> YearWords | None:
    match = _FINANCIAL.fullmatch(text)
    if match is None:
        match = _CALENDAR.fullmatch(text)
        return _marked(calendar_year(int(match["from"])), match["mark"]) if match else None
    start, end = int(match["from"]), match["to"]
    if start not in _YEARS or str(start + 1)[-len(end) :] != end:
        return None
    return _marked(financial_year(start), match["mark"])


def _marked(period: Period, mark: str | None) -> YearWords:
    letter = (mark or "")[:1]
    return YearWords(period, provisional=letter == "p", revised=letter == "r")
