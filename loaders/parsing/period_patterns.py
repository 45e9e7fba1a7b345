"""Every way of writing a period, as a table of patterns and what each stands for."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused
from metrics.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    half_year,
    instant,
    month,
    quarter,
    year_to_date,
)

_Build = Callable[[re.Match[str], int | None], Period]


class NotAPeriod(FileRefused):
    """Words that look like a period and are none, with a sentence that says what to write."""

    def __init__(
        self, text: str, reason: str, expected: str, code: FindingCode = FindingCode.BAD_PERIOD
    ) -> None:
        message = f'"{text}" {reason}; write {expected}'
        action = f"Write {expected}, and give the file again."
        finding = Finding(
            Severity.REJECT, code, message,
            found=text, expected=expected, action=action,
        )  # fmt: skip
        super().__init__(finding)


def what_to_do(problem: NotAPeriod, otherwise: str) -> str:
    """What a person can do about words that are no period; without a year it can be given."""
    if "does not say of which" not in str(problem):
        return otherwise
    return "Write the year beside it, in a title, or when you give the file."


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a period: how it looks, and the period that a match stands for.

    `bare` forms (`Q1`, `April`, `2023`) count only with no words but BESIDE_BARE around them.
    """

    pattern: re.Pattern[str]
    build: _Build
    bare: bool = False
    to_date: bool = False


BESIDE_BARE = frozenset((
    "", "value", "values", "actual", "actuals", "actual value", "target", "targets",
    "annual target", "outturn", "out turn", "result", "status", "rag", "rag status", "rag rating",
    "traffic light", "current", "figure", "performance", "note", "notes", "comment", "comments",
    "commentary", "dot", "direction of travel", "end of year", "year end", "final",
    "restated", "revised", "provisional", "p", "r",
))  # fmt: skip
# Beside a year they add nothing; beside a part of it they make the figure another one.
WHOLE_YEAR = frozenset(("full year", "whole year", "annual", "year", "total", "year total"))

_MOST_MONTHS = 12
_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}


def _pair(match: re.Match[str]) -> int:
    """The year in which `2019/20` begins; years that do not follow each other are refused."""
    first, second = match["first"], match["second"]
    start = int(first) if len(first) == 4 else 2000 + int(first)
    if int(second) == (start + 1 if len(second) == 4 else (start + 1) % 100):
        return start
    written = re.search(rf"{first}\s?[/-]\s?{second}", match[0])
    right = f"{first}/{(start + 1) % 100:02d}"
    raise NotAPeriod(written[0] if written else match[0], "is not a financial year", right)


def _begins(match: re.Match[str], year: int | None, example: str) -> int:
    """The year in which the financial year begins: as written, else the one around the words."""
    if "second" in match.re.groupindex:
        return _pair(match)
    if "end" in match.re.groupindex:
        return _four_digits(match["end"]) - 1
    if year is None:
        raise NotAPeriod(_matched_text(match), "does not say of which year", example)
    return year


def _quarter(match: re.Match[str], year: int | None) -> Period:
    number = int(match["quarter"] or _ORDINALS[match["ordinal"]])
    start = _begins(match, year, f"Q{number} 2019/20")
    if not 1 <= number <= 4:
        raise NotAPeriod(_matched_text(match), "is not a quarter", f"Q1 {_label(start)} to Q4")
    return quarter(start, number)


def _half(match: re.Match[str], year: int | None) -> Period:
    number = int(match["half"] or _ORDINALS[match["ordinal"]])
    start = _begins(match, year, f"H{number} 2019/20")
    if not 1 <= number <= 2:
        raise NotAPeriod(_matched_text(match), "is not a half-year", f"H1 {_label(start)} or H2")
    return half_year(start, number)


def _undecided_quarter(match: re.Match[str], _: int | None) -> Period:
    number = match["quarter"] or _ORDINALS[match["ordinal"]]
    expected = f"Q{number} {_label(int(match['first']))}"
    raise NotAPeriod(_matched_text(match), "does not say of which financial year", expected)


def _quarter_to(match: re.Match[str], _: int | None) -> Period:
    return _quarter_ending(match, month(_four_digits(match["first"]), _MONTHS[match["month"]]))


def _quarter_ending(match: re.Match[str], last: Period) -> Period:
    if last.end.month % 3:
        expected = "a quarter that ends with June, September, December or March"
        raise NotAPeriod(_matched_text(match), "is not a quarter of a financial year", expected)
    return quarter(last.financial_year, (last.end.month - 4) % 12 // 3 + 1)


def _quarter_to_day(match: re.Match[str], _: int | None) -> Period:
    year, number, day = (int(match[name]) for name in ("first", "number", "day"))
    if not 1 <= number <= 12 or day != month(year, number).end.day:
        expected = "the last day of June, September, December or March"
        raise NotAPeriod(_matched_text(match), "is not the end of a quarter", expected)
    return _quarter_ending(match, month(year, number))


def _year_to(match: re.Match[str], _: int | None) -> Period:
    last = month(int(match["first"]), _MONTHS[match["month"]])
    start = _months_after(last.start, -11)
    return _named(start, last.end)


def _to_month(match: re.Match[str], _: int | None) -> Period:
    return year_to_date(_month_of(_pair(match), _MONTHS[match["month"]]))


def _year(match: re.Match[str], year: int | None) -> Period:
    return financial_year(_begins(match, year, f"{_matched_text(match)} 2019/20"))


def _academic(match: re.Match[str], _: int | None) -> Period:
    return academic_year(_pair(match))


def _month(match: re.Match[str], _: int | None) -> Period:
    return month(_four_digits(match["first"]), _MONTHS[match["month"]])


def _bare_month(match: re.Match[str], year: int | None) -> Period:
    number = _MONTHS[match["month"]]
    return _month_of(_begins(match, year, f"{calendar.month_name[number]} 2019"), number)


def _calendar_year(match: re.Match[str], _: int | None) -> Period:
    return calendar_year(int(match["first"]))


def _months(match: re.Match[str], _: int | None) -> Period:
    first = month(_four_digits(match["from_year"]), _MONTHS[match["from_month"]])
    last = month(_four_digits(match["first"]), _MONTHS[match["month"]])
    if last.end < first.start:
        raise NotAPeriod(_matched_text(match), "ends before it begins", "the earlier month first")
    return _named(first.start, last.end)


def _short_months(match: re.Match[str], year: int | None) -> Period:
    """`Apr 25 - Jun 25`; over more than a year the numbers may be days: `Oct 25 - Dec 26`."""
    months = _months(match, year)
    if months.months > _MOST_MONTHS:
        reason = "may be days of a year or months of two"
        raise NotAPeriod(_matched_text(match), reason, "its years in full, such as April 2019")
    return months


def _months_of_year(match: re.Match[str], _: int | None) -> Period:
    """`Jan-Mar 25` and `October to March 2025`: the year is that of the last month."""
    year, number = _four_digits(match["first"]), _MONTHS[match["month"]]
    first = _MONTHS[match["from_month"]]
    last = month(year, number)
    return _named(month(year if first <= number else year - 1, first).start, last.end)


def _bare_months(match: re.Match[str], year: int | None) -> Period:
    begins = _begins(match, year, f"{_matched_text(match)} 2019")
    first, last = (_month_of(begins, _MONTHS[match[name]]) for name in ("from_month", "month"))
    if last.end < first.start:
        raise NotAPeriod(_matched_text(match), "ends before it begins", "the earlier month first")
    return _named(first.start, last.end)


def _day(match: re.Match[str], _: int | None) -> Period:
    return instant(_date(match, _MONTHS[match["month"]]))


def _iso(match: re.Match[str], _: int | None) -> Period:
    start = _date(match, int(match["number"]))
    if not match["length"]:
        return instant(start)
    length = int(match["length"])
    if match["unit"] == "d":
        return _named(start, start + timedelta(days=length - 1))
    months = length * (12 if match["unit"] == "y" else 1)
    return _named(start, _months_after(start, months) - timedelta(days=1))


def _named(start: date, end: date) -> Period:
    """A span of days as the named period it is, else as a rolling one."""
    year = start.year
    begins = year if start.month >= 4 else year - 1
    candidates = (
        month(year, start.month),
        *(quarter(begins, number) for number in range(1, 5)),
        *(half_year(begins, number) for number in (1, 2)),
        financial_year(year),
        calendar_year(year),
        academic_year(year, 8),
        academic_year(year, 9),
    )
    same = (period for period in candidates if (period.start, period.end) == (start, end))
    return next(same, Period(start, end, PeriodKind.ROLLING))


def _month_of(begins: int, number: int) -> Period:
    return month(begins if number >= 4 else begins + 1, number)


def _months_after(start: date, months: int) -> date:
    index = start.month - 1 + months
    year, number = start.year + index // 12, index % 12 + 1
    return date(year, number, min(start.day, calendar.monthrange(year, number)[1]))


def _date(match: re.Match[str], number: int) -> date:
    try:
        return date(int(match["first"]), number, int(match["day"]))
    except ValueError as error:
        raise NotAPeriod(
            _matched_text(match), "is not a day", "a day such as 30 June 2019"
        ) from error


def _four_digits(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _label(begins: int) -> str:
    return financial_year(begins).label


def _matched_text(match: re.Match[str]) -> str:
    text = match[0].strip(" ,(-")
    return text.upper() if len(text) <= 3 else text[:1].upper() + text[1:]


_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<first>(?:19|20)\d\d)(?![\d/]|-\d)"
_PAIR = (
    r"(?<!\d)(?<!\d[/.-])(?P<first>(?:19|20)\d\d)\s?[/-]\s?(?P<second>(?:19|20)\d\d|\d\d)"
    r"(?![\d/]|-\d)"
)
_SHORT_PAIR = r"(?<!\d)(?P<first>\d\d)\s?[/-]\s?(?P<second>\d\d)(?![\d/]|-\d)"
_FY = r"\bfy\s?'?(?P<end>(?:20)?\d\d)(?![\d/]|-\d)"
_ORDINAL = r"\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)"
_QUARTER = rf"(?:\b(?:q|qtr|quarter)\.?\s?-?(?P<quarter>\d)(?!\d)|{_ORDINAL}\s(?:quarter|qtr)\b)"
_HALF = rf"(?:\b(?:h|half)\.?\s?-?(?P<half>\d)(?!\d)|{_ORDINAL}\shalf\b)"
_GAP = r"[\s,:(-]*(?:of\s|fy\s?)?"
_WORDS = r"(?P<between>[^\d]{1,40}?)"
_TO_DATE = r"\b(?:ytd|year[ -]to[ -]date)\b"
_ENDING = r"\s(?:to|ending|ended)\s(?:\d\d?\s)?"
_ENDING_ON = r"\s(?:(?:to|ending|ended)\s)?"
_DAY_IN_NUMBERS = r"(?P<day>\d\d?)[./](?P<number>\d\d?)[./](?P<first>20\d\d)(?![\d/])"
_ISO_DAY = r"(?<!\d)(?P<first>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)(?:t[\d:.z]+)?"
_FROM = _MONTH.replace("month", "from_month") + r"\s(?P<from_year>(?:19|20)\d\d)"
_FROM_SHORT = _MONTH.replace("month", "from_month") + r"[\s'-]{1,2}(?P<from_year>\d\d)"
# A year in two or four digits behind months, `Jun 24` and `Jun-2024`.
_ANY_YEAR = r"[\s,'-]{0,3}(?P<first>(?:19|20)\d\d|\d\d)(?![\d/]|-\d)"
_FROM_MONTH = _MONTH.replace("month", "from_month") + r"\s?(?:to|-|/)\s?"
_QUARTER_OF = r"\b(?:quarter|qtr|q/e|qe|(?:3|three) months)"
_ACADEMIC = r"academic(?:\syear)?\b"


def _form(pattern: str, build: _Build, *, bare: bool = False, to_date: bool = False) -> Form:
    return Form(re.compile(pattern), build, bare=bare, to_date=to_date)


# The first form found in the words is what they say, so the longer ways of writing come first.
FORMS: Sequence[Form] = (
    _form(rf"{_ISO_DAY}(?:/p(?P<length>[1-9]\d{{0,2}})(?P<unit>[ymd]))?", _iso),
    _form(rf"{_QUARTER_OF}(?:{_ENDING}|\s){_MONTH}{_ANY_YEAR}", _quarter_to),
    _form(rf"{_QUARTER_OF}{_ENDING_ON}{_DAY_IN_NUMBERS}", _quarter_to_day),
    _form(rf"\byear{_ENDING}{_MONTH}\s{_YEAR}", _year_to),
    _form(rf"\b{_FROM}\s?(?:to|-)\s?{_MONTH}\s{_YEAR}", _months),
    _form(
        rf"\b{_FROM_SHORT}\s?(?:to|-)\s?{_MONTH}[\s'-]{{1,2}}(?P<first>\d\d)(?![\d/])",
        _short_months,
    ),
    *(
        form
        for part, build in ((_QUARTER, _quarter), (_HALF, _half))
        for form in (
            _form(rf"{part}{_GAP}{_PAIR}", build),
            _form(rf"{_PAIR}{_GAP}{part}", build),
            _form(rf"{part}{_WORDS}{_PAIR}", build),
            _form(rf"{_PAIR}{_WORDS}{part}", build),
            _form(rf"{part}{_GAP}{_SHORT_PAIR}", build),
            _form(rf"{_SHORT_PAIR}{_GAP}{part}", build),
            _form(rf"{part}{_GAP}{_FY}", build),
            _form(rf"{_FY}{_GAP}{part}", build),
        )
    ),
    _form(rf"\b{_FROM_MONTH}{_MONTH}{_ANY_YEAR}", _months_of_year),
    _form(rf"{_QUARTER}{_GAP}{_YEAR}", _undecided_quarter),
    _form(rf"{_YEAR}{_GAP}{_QUARTER}", _undecided_quarter),
    _form(rf"{_PAIR}\sto\s{_MONTH}", _to_month),
    _form(rf"{_PAIR}{_GAP}{_TO_DATE}", _year, to_date=True),
    _form(rf"{_TO_DATE}{_GAP}{_PAIR}", _year, to_date=True),
    _form(rf"{_PAIR}\s?\(?{_ACADEMIC}\)?", _academic),
    _form(rf"\b{_ACADEMIC}\s{_PAIR}", _academic),
    _form(rf"(?:\bfy\s?)?{_PAIR}", _year),
    _form(rf"\bfy\s?{_SHORT_PAIR}", _year),
    _form(_FY, _year),
    _form(rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th)?\s{_MONTH}\s{_YEAR}", _day),
    _form(rf"\b{_MONTH}[\s-]?{_YEAR}", _month),
    _form(rf"\b{_MONTH}[\s-]?'?(?P<first>\d\d)(?!\d)", _month, bare=True),
    _form(r"(?<![\d/])(?P<first>[0-4]\d)/(?P<second>\d\d)(?![\d/])", _year, bare=True),
    _form(_QUARTER, _quarter, bare=True),
    _form(_HALF, _half, bare=True),
    _form(_TO_DATE, _year, bare=True, to_date=True),
    _form(r"\bout-?\s?turn\b", _year, bare=True),
    _form(rf"\b{_FROM_MONTH}{_MONTH}", _bare_months, bare=True),
    _form(rf"\b{_MONTH}", _bare_month, bare=True),
    _form(r"(?<!\d)(?P<first>(?:199\d|20\d\d))(?!\d)", _calendar_year, bare=True),
)
