"""Periods as publishers of long tables write them: `2023 Q2`, `2021 - 23`, `Apr-Jun 2023`.

Besides what people write (loaders.periods): quarters of calendar years, and several years.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from loaders.periods import period_in, read_period
from loaders.reading import FileRefused
from loaders.words import dashed
from metrics import period as spans
from metrics.period import Period

_YEAR = r"(?:19|20)\d\d"
_NAME = r"[a-z]{3,9}"
_QUARTER = r"(?:q|qtr|quarter)\s?(?P<quarter>[1-4])"


def _quarter(found: re.Match[str]) -> str:
    last = 3 * int(found["quarter"])
    return _months(found["year"], last - 2, found["year"], last)


def _years(found: re.Match[str]) -> str:
    return _months(found["first"], 1, _century(found["first"], found["last"]), 12)


def _financial_years(found: re.Match[str]) -> str:
    last = int(_century(found["first"], found["last"]))
    return _months(found["first"], 4, str(last + 1), 3)


def _months(first: str, from_month: int, last: str, to_month: int) -> str:
    names = calendar.month_name
    return f"{names[from_month]} {first} to {names[to_month]} {last}"


def _century(first: str, last: str) -> str:
    """The last year in four digits: `2021 - 23` ends in 2023, `1999 - 01` in 2001."""
    if len(last) == 4:
        return last
    same = first[:2] + last
    return same if same >= first else f"{int(first[:2]) + 1}{last}"


# Each way of writing, and the same in words that loaders.periods reads.
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
            lambda found: f"{found['from']} {found['year']} to {found['to']} {found['year']}",
        ),
        (
            rf"12 months (?:to|ending|ended) (?P<to>{_NAME} {_YEAR})",
            lambda found: f"year to {found['to']}",
        ),
        (
            rf"(?P<year>{_YEAR})\s(?P<month>{_NAME})",
            lambda found: f"{found['month']} {found['year']}",
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
    found = ((form.fullmatch(words), rewritten) for form, rewritten in _FORMS)
    period = next((_read(rewritten(match)) for match, rewritten in found if match), None)
    return period or _read(words)


def iso_month(text: str) -> Period | None:
    """The month that the whole text names as `2024-09`, None for anything else."""
    found = _SNAPSHOT.fullmatch(text.strip())
    return spans.month(int(found["year"]), int(found["month"])) if found else None


def snapshot_in(text: str) -> Period | None:
    """The first day of the month that a file name or title is about, None where it names none.

    `202309_fixed_laua_coverage_r01` and `Connected Nations, September 2023` are 1 September 2023.
    """
    found = _SNAPSHOT.search(text)
    month = spans.month(int(found["year"]), int(found["month"])) if found else period_in(text)
    if month is None or month.kind is not spans.PeriodKind.MONTH:
        return None
    return spans.instant(month.start)


def _read(words: str) -> Period | None:
    try:
        return read_period(words)
    except FileRefused:
        return None
