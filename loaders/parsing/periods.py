"""Periods as people write them, to spans of days; what could mean two things is refused."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from loaders.findings.codes import FindingCode
from loaders.parsing.normalise import dashed, plain, squeezed, text_of
from loaders.parsing.period_patterns import BESIDE_BARE, FORMS, WHOLE_YEAR, Form, NotAPeriod
from loaders.workbook import CellValue
from metrics.period import Period, PeriodKind, month

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# The months that a quarter repeats beside it, each or the last perhaps with a year.
_MONTHS_BEHIND = re.compile(
    rf"\b{_MONTH}(?:[\s'-]{{0,2}}\d{{2}}(?:\d\d)?)?\s?(?:-|to|/)\s?{_MONTH}"
    r"(?P<year>[\s,'-]{0,2}(?:20)?\d\d(?![\d/]))?(?![a-z])"
)
_LABEL = re.compile(
    r"\b(?:q|qtr|quarter)\.?\s?-?(?P<number>\d)\b(?!\d)|\bh(?:alf)?\s?(?P<alone>[12])\b"
)
# `Q1 '25/'26` is `Q1 25/26`.
_APOSTROPHE = re.compile(r"['\u2018\u2019](?=\d\d\s?/|\d\d$)")
_NUMBER_WORDS = ("one", "two", "three", "four")
_NUMBER_WORD = re.compile(rf"\b(quarter|qtr|half) ({'|'.join(_NUMBER_WORDS)})\b")
_FINANCIAL = re.compile(r"\b(?:(?:financial|fiscal|reporting) year|fy)\b")
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


class CalendarYear(int):
    """The year around bare words where a title says `2025` and no more: from which month on?"""

    __slots__ = ()


def says_financial(words: str) -> bool:
    """Whether a heading says that its years are financial ones."""
    return _FINANCIAL.search(words.casefold()) is not None


def goes_from_april(months: Sequence[int]) -> bool:
    """Whether months, by their numbers, stand in the order of a financial year alone."""
    in_order = list(dict.fromkeys(months))
    from_april = [(number - 4) % 12 for number in in_order]
    return _is_sorted(from_april) and not _is_sorted(in_order)


def goes_from_january(months: Sequence[int]) -> bool:
    """Whether months, by their numbers, stand in the order of a calendar year alone."""
    in_order = list(dict.fromkeys(months))
    from_april = [(number - 4) % 12 for number in in_order]
    return _is_sorted(in_order) and not _is_sorted(from_april)


def bare_month(words: CellValue) -> int | None:
    """The month of words that are nothing but its name."""
    word = text_of(words).casefold() if isinstance(words, str) else ""
    if not word.strip(".").isalpha():
        return None
    period = period_in(word, 2000)
    return period.start.month if period and period.kind is PeriodKind.MONTH else None


def _is_sorted(numbers: Sequence[int]) -> bool:
    return list(numbers) in (sorted(numbers), sorted(numbers, reverse=True))


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
    text = _APOSTROPHE.sub("", dashed(text_of(words)).replace("_", "-"))
    text = _NUMBER_WORD.sub(lambda words: f"{words[1]} {_NUMBER_WORDS.index(words[2]) + 1}", text)
    with_months = _with_months(text, year, text_of(words))
    if with_months:
        return with_months
    readings = (_words_in_form(form, text, year) for form in FORMS)
    return next(filter(None, readings), None)


def period_in(words: CellValue, year: int | None = None) -> Period | None:
    """The period that a title, sheet or file name is about; None where it is not sure."""
    try:
        dated = find_period(words, year=year)
    except NotAPeriod:
        return None
    return None if dated is None or dated.to_date else dated.period


def _with_months(text: str, year: int | None, typed: str) -> PeriodWords | None:
    """A period that repeats its months, `Q4 2024/25 (Jan-Mar 25)`; None without such months.

    Raises NotAPeriod where label and months contradict each other. A label that is undecided by
    itself, `Q1 2025`, is decided by its months.
    """
    months = _MONTHS_BEHIND.search(text)
    if months is None:
        return None
    label = squeezed(f"{text[: months.start()]} {text[months.end() :]}".replace("()", ""))
    if not _LABEL.search(label):
        return None
    around = None if months["year"] else year  # months that say their year need none from outside
    try:
        named = next(filter(None, (_words_in_form(form, label, around) for form in FORMS)), None)
    except NotAPeriod:
        named = None
    if named is None and not months["year"]:
        return _by_calendar(label, months[0])
    around = named.period.financial_year if named else year
    spans = next(filter(None, (_words_in_form(form, months[0], around) for form in FORMS)), None)
    if spans is None:
        return None
    label_quarter = _LABEL.search(label)
    if named is None and label_quarter:
        decided = _decided_by_months(label_quarter, label, spans)
        if decided is None:
            raise _contradiction(typed)
        return decided
    if named and named.period != spans.period:
        raise _contradiction(typed)
    return named


def _by_calendar(label: str, months: str) -> PeriodWords | None:
    """A quarter of a calendar year that names its months, `Q2 2024 (Apr-Jun)`; None of others.

    Where the months are another quarter of that year, the year may be the financial one.
    """
    year, quarter = re.search(r"\b(?:19|20)\d\d\b(?!\s?[/-])", label), _LABEL.search(label)
    if year is None or quarter is None or not quarter["number"]:
        return None
    text = f"{months} {year[0]}"
    spans = next(filter(None, (_words_in_form(form, text, None) for form in FORMS)), None)
    start = spans.period.start if spans else None
    if start is None or (start.month - 1) // 3 + 1 != int(quarter["number"]):
        return None
    return _decided_by_months(quarter, label, spans) if spans else None


def _decided_by_months(
    quarter: re.Match[str], label: str, spans: PeriodWords
) -> PeriodWords | None:
    """Months with their year beside a quarter of no financial year; None where they differ."""
    number = quarter["number"] or quarter["alone"]
    by_finance = (spans.period.start.month - 4) % 12 // 3 + 1
    by_calendar = (spans.period.start.month - 1) // 3 + 1
    says_year = re.search(rf"\b{spans.period.start.year}\b", label) is not None
    if number not in (str(by_finance), str(by_calendar) if says_year else None):
        return None
    rest = _LABEL.sub(" ", re.sub(r"\b(?:19|20)\d\d\b", " ", label))
    return PeriodWords(spans.period, _rest(rest))


def _contradiction(text: str) -> NotAPeriod:
    reason = "names a period and other months beside it"
    return NotAPeriod(text, reason, "one period, such as Q1 2019/20", FindingCode.MONTHS_DIFFER)


def _words_in_form(form: Form, text: str, year: int | None) -> PeriodWords | None:
    match = form.pattern.search(text)
    if match is None:
        return None
    between = match.groupdict().get("between") or ""
    rest = _rest(text[: match.start()], between, text[match.end() :])
    if not form.bare or plain(rest) in BESIDE_BARE:
        return PeriodWords(form.build(match, year), rest, form.to_date)
    if "second" in match.groupdict() and plain(rest) in WHOLE_YEAR:
        return PeriodWords(form.build(match, year), rest, form.to_date)
    return None


def _rest(*parts: str) -> str:
    return squeezed(" ".join(part.strip(" ,;:()[]-") for part in parts))


def _excel_month(day: date, number_format: str) -> Period:
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format.casefold())
    if "d" in letters or "m" not in letters or "y" not in letters:
        written = f"{day.day} {calendar.month_name[day.month]} {day.year}"
        expected = f"a month such as {calendar.month_name[day.month]} {day.year} as text"
        raise NotAPeriod(written, "is a day, perhaps made by Excel from a month", expected)
    return month(day.year, day.month)
