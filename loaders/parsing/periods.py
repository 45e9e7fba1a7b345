"""Periods as people write them, to spans of days; what could mean two things is refused."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loaders.parsing.normalise import dashed, plain, squeezed, text_of
from loaders.parsing.period_patterns import BESIDE_BARE, FORMS, Form, NotAPeriod
from loaders.workbook import CellValue
from metrics.period import Period, month

_YEARS = frozenset(range(1900, 2101))


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period found in words, the words beside it, and whether it is a year still running.

    `to_date` marks `YTD` and `Year to date`: `period` is then the whole financial year, and its
    true end is for the table to say.
    """

    period: Period
    rest: str = ""
    to_date: bool = False


def read_period(
    words: CellValue, *, number_format: str = "General", year: int | None = None
) -> Period:
    """The period that words or an Excel date stand for.

    `year` is the calendar year in which the financial year around a bare `Q1` or `April` began.
    Raises NotAPeriod for anything that is not, or not clearly, one period.
    """
    dated = find_period(words, number_format=number_format, year=year)
    if dated is None or dated.rest:
        raise NotAPeriod(text_of(words), "is not a period", "Q1 2019/20, 2019/20 or April 2019")
    if dated.to_date:
        expected = f"{dated.period.label} to September"
        raise NotAPeriod(text_of(words), "does not say up to which month", expected)
    return dated.period


@lru_cache(maxsize=20_000, typed=True)
def find_period(
    words: CellValue, *, number_format: str = "General", year: int | None = None
) -> PeriodWords | None:
    """The period named within words (a heading, a title, a file name), or None.

    Raises NotAPeriod where the words are meant as a period and are none: `2024/05`, `Q5 2019/20`,
    `Q1` without a year, a day that Excel made of `Apr-19`.
    """
    if isinstance(words, date):
        return PeriodWords(_excel_month(words, number_format))
    if isinstance(words, bool) or not isinstance(words, str | int | float):
        return None
    if not isinstance(words, str) and words not in _YEARS:
        # Most cells that are asked are figures; only a year is a period by itself.
        return None
    text = dashed(text_of(words)).replace("_", "-")
    readings = (_words_in_form(form, text, year) for form in FORMS)
    return next(filter(None, readings), None)


def period_in(words: CellValue, year: int | None = None) -> Period | None:
    """The period that a title, sheet or file name is about; None where it is not sure."""
    try:
        dated = find_period(words, year=year)
    except NotAPeriod:
        return None
    return None if dated is None or dated.to_date else dated.period


def _words_in_form(form: Form, text: str, year: int | None) -> PeriodWords | None:
    match = form.pattern.search(text)
    if match is None:
        return None
    between = match.groupdict().get("between") or ""
    rest = _rest(text[: match.start()], between, text[match.end() :])
    if form.bare and plain(rest) not in BESIDE_BARE:
        return None
    return PeriodWords(form.build(match, year), rest, form.to_date)


def _rest(*parts: str) -> str:
    return squeezed(" ".join(part.strip(" ,;:()[]-") for part in parts))


def _excel_month(day: date, number_format: str) -> Period:
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format.casefold())
    if "d" in letters or "m" not in letters or "y" not in letters:
        written = f"{day.day} {calendar.month_name[day.month]} {day.year}"
        expected = f"a month such as {calendar.month_name[day.month]} {day.year} as text"
        raise NotAPeriod(written, "is a day, perhaps made by Excel from a month", expected)
    return month(day.year, day.month)
