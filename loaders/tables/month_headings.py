"""Dates above columns that can only be periods: months, or the ends of quarters and years."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from loaders.parsing.normalise import plain, squeezed
from loaders.workbook import Cell, CellValue
from metrics.period import Period, PeriodKind, financial_year, half_year, month, quarter

_FEWEST = 2
_ABOUT_ENDS = re.compile(r"\b(?:end|ending|ended|latest|as at|to)\b")
_MONTH_WORDS = frozenset(("month", "reporting month", "latest month", "data month"))
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00)?)?")
_AS_AT = re.compile(r"^(?:position |data )?(?:as )?at:? ", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)")
_SLASHED = re.compile(r"(?P<first>\d\d?)[/.-](?P<second>\d\d?)[/.-](?P<year>\d{4}|\d\d)")
_NAMES = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_NAMES |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WORDED = re.compile(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3,9})[ -](?P<year>\d{4}|\d\d)", re.I
)


def month_starts(cells: Sequence[Cell]) -> Mapping[int, Period]:
    """The period of each dated heading by column, where the dates of a row are periods for sure.

    One date alone may be a day, or what Excel made of `Apr-19`; a run of month beginnings or month
    ends, each a month after the one before, is not, and neither is one last day of a month as text.
    Month ends three, six or twelve months apart are the quarters, half-years and years of a
    financial year that end there. Days as text count where day and month cannot be taken for each
    other, and `2025-04` in a run of such months, where a year would be `2025-26`.
    """
    for read in (_day_first, _month_first, _iso_month):
        days = {cell.column: day for cell in cells if (day := read(cell.value))}
        periods = _periods(list(days.values())) or _one_end(cells, days)
        if periods:
            return dict(zip(days, periods, strict=True))
    return {}


def month_ended(cell: Cell, heading: str) -> Period | None:
    """The month that ends with a day in a column of periods; None for any other day.

    Under `Month` its first day stands for it too. A day as the ISO has it is a day, unless the
    heading speaks of an end.
    """
    value = cell.value
    return _month_ended(value, heading) if isinstance(value, (str, date)) else None


@lru_cache(maxsize=4096)
def _month_ended(value: str | date, heading: str) -> Period | None:
    words = plain(heading)
    is_iso = isinstance(value, str) and _ISO.fullmatch(squeezed(value)) is not None
    if is_iso and not _ABOUT_ENDS.search(words):
        return None
    for read in (_day_first, _month_first):
        day = read(value)
        is_first = day is not None and day.day == 1 and words in _MONTH_WORDS
        if day and (_are_lasts([day]) or (is_first and isinstance(value, date))):
            return month(day.year, day.month)
    return None


def are_ends(periods: Mapping[int, Period]) -> bool:
    """Whether dates stand for more than the month that they are in."""
    return any(period.kind is not PeriodKind.MONTH for period in periods.values())


def _periods(days: Sequence[date]) -> Sequence[Period]:
    if len(days) < _FEWEST or not (_are_firsts(days) or _are_lasts(days)):
        return []
    steps = {_index(after) - _index(before) for before, after in pairwise(days)}
    if steps == {1}:
        return [month(day.year, day.month) for day in days]
    ending = _ENDING.get(next(iter(steps))) if len(steps) == 1 and _are_lasts(days) else None
    periods = [ending(day) for day in days] if ending else []
    return [period for period in periods if period] if all(periods) else []


def _one_end(cells: Sequence[Cell], days: Mapping[int, date]) -> Sequence[Period]:
    """The month of a last day that stands alone and as text, such as `30/06/2025`."""
    texts = {cell.column for cell in cells if isinstance(cell.value, str)}
    alone = [day for column, day in days.items() if column in texts]
    if len(days) != 1 or not alone or not _are_lasts(alone):
        return []
    return [month(day.year, day.month) for day in alone]


def _quarter_to(day: date) -> Period | None:
    return quarter(_begins(day), (day.month - 4) % 12 // 3 + 1) if day.month % 3 == 0 else None


def _half_to(day: date) -> Period | None:
    return half_year(_begins(day), 1 if day.month == 9 else 2) if day.month in (3, 9) else None


def _year_to(day: date) -> Period | None:
    return financial_year(day.year - 1) if day.month == 3 else None


# By how many months lie between the ends.
_ENDING: Mapping[int, Callable[[date], Period | None]] = {
    3: _quarter_to,
    6: _half_to,
    12: _year_to,
}


def _begins(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def _day_first(value: CellValue) -> date | None:
    return _day(value, day_first=True)


def _month_first(value: CellValue) -> date | None:
    return _day(value, day_first=False) if isinstance(value, str) else None


def _iso_month(value: CellValue) -> date | None:
    """The first day of `2025-04`."""
    parts = _ISO_MONTH.fullmatch(squeezed(value)) if isinstance(value, str) else None
    return _date(parts["year"], int(parts["month"]), 1) if parts else None


def _day(value: CellValue, *, day_first: bool) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return _day_written(value, day_first=day_first) if isinstance(value, str) else None


# A column of periods has few of them, each many times.
@lru_cache(maxsize=4096)
def _day_written(value: str, *, day_first: bool) -> date | None:
    text = _AS_AT.sub("", squeezed(value))
    iso, worded, slashed = (form.fullmatch(text) for form in (_ISO, _WORDED, _SLASHED))
    if iso:
        return _date(iso["year"], int(iso["month"]), int(iso["day"]))
    if worded:
        return _date(worded["year"], _NAMES.get(worded["name"].casefold(), 0), int(worded["day"]))
    if slashed:
        first, second = int(slashed["first"]), int(slashed["second"])
        day, number = (first, second) if day_first else (second, first)
        return _date(slashed["year"], number, day)
    return None


def _date(year: str, number: int, day: int) -> date | None:
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), number, day)
    except ValueError:
        return None


def _are_firsts(days: Sequence[date]) -> bool:
    return all(day.day == 1 for day in days)


def _are_lasts(days: Sequence[date]) -> bool:
    return all((day + timedelta(days=1)).day == 1 for day in days)


def _index(day: date) -> int:
    return day.year * 12 + day.month
