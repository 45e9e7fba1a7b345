"""Dates above columns that can only be months: first or last days of month after month."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from loaders.workbook import Cell, CellValue
from metrics.period import Period, month

_FEWEST = 2
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_BRITISH = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})")


def month_starts(cells: Sequence[Cell]) -> Mapping[int, Period]:
    """The month of each dated heading by column, where the dates of a row are months for sure.

    One date alone may be a day, or what Excel made of `Apr-19`; a run of month beginnings or month
    ends, each a month after the one before, is not.
    """
    days = {cell.column: day for cell in cells if (day := _day(cell.value))}
    ordered = list(days.values())
    if len(ordered) < _FEWEST or not (_are_firsts(ordered) or _are_lasts(ordered)):
        return {}
    if any(_index(after) - _index(before) != 1 for before, after in pairwise(ordered)):
        return {}
    return {column: month(day.year, day.month) for column, day in days.items()}


def _day(value: CellValue) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    typed = _ISO.fullmatch(value) or _BRITISH.fullmatch(value)
    try:
        return typed and date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        return None


def _are_firsts(days: Sequence[date]) -> bool:
    return all(day.day == 1 for day in days)


def _are_lasts(days: Sequence[date]) -> bool:
    return all((day + timedelta(days=1)).day == 1 for day in days)


def _index(day: date) -> int:
    return day.year * 12 + day.month
