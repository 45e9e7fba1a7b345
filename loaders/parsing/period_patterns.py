"""Every way of writing a period, as a table of patterns and what each stands for."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused
from metrics import period as spans
from metrics.period import Period, PeriodKind

_Build = Callable[[re.Match[str], int | None], Period]


class NotAPeriod(FileRefused):
    """Words that look like a period and are none, with a sentence that says what to write."""

    def __init__(self, found: str, reason: str, expected: str) -> None:
        message = f'"{found}" {reason}; write {expected}'
        action = f"Write {expected}, and give the file again."
        finding = Finding(
            Severity.REJECT,
            FindingCode.BAD_PERIOD,
            message,
            found=found,
            expected=expected,
            action=action,
        )
        super().__init__(finding)


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
    "commentary", "dot", "direction of travel",
))  # fmt: skip

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


def _pair(found: re.Match[str]) -> int:
    """The year in which `2019/20` begins; years that do not follow each other are refused."""
    first, second = found["first"], found["second"]
    start = int(first) if len(first) == 4 else 2000 + int(first)
    if int(second) == (start + 1 if len(second) == 4 else (start + 1) % 100):
        return start
    written = re.search(rf"{first}\s?[/-]\s?{second}", found[0])
    right = f"{first}/{(start + 1) % 100:02d}"
    raise NotAPeriod(written[0] if written else found[0], "is not a financial year", right)


def _begins(found: re.Match[str], year: int | None, example: str) -> int:
    """The year in which the financial year begins: as written, else the one around the words."""
    if "second" in found.re.groupindex:
        return _pair(found)
    if "end" in found.re.groupindex:
        return _four_digits(found["end"]) - 1
    if year is None:
        raise NotAPeriod(_shown(found), "does not say of which year", example)
    return year


def _quarter(found: re.Match[str], year: int | None) -> Period:
    number = int(found["quarter"] or _ORDINALS[found["ordinal"]])
    start = _begins(found, year, f"Q{number} 2019/20")
    if not 1 <= number <= 4:
        raise NotAPeriod(_shown(found), "is not a quarter", f"Q1 {_label(start)} to Q4")
    return spans.quarter(start, number)


def _half(found: re.Match[str], year: int | None) -> Period:
    number = int(found["half"] or _ORDINALS[found["ordinal"]])
    start = _begins(found, year, f"H{number} 2019/20")
    if not 1 <= number <= 2:
        raise NotAPeriod(_shown(found), "is not a half-year", f"H1 {_label(start)} or H2")
    return spans.half_year(start, number)


def _undecided_quarter(found: re.Match[str], _: int | None) -> Period:
    number = found["quarter"] or _ORDINALS[found["ordinal"]]
    expected = f"Q{number} {_label(int(found['first']))}"
    raise NotAPeriod(_shown(found), "does not say of which financial year", expected)


def _quarter_to(found: re.Match[str], _: int | None) -> Period:
    last = spans.month(int(found["first"]), _MONTHS[found["month"]])
    if last.end.month % 3:
        expected = "a quarter that ends with June, September, December or March"
        raise NotAPeriod(_shown(found), "is not a quarter of a financial year", expected)
    return spans.quarter(last.financial_year, (last.end.month - 4) % 12 // 3 + 1)


def _year_to(found: re.Match[str], _: int | None) -> Period:
    last = spans.month(int(found["first"]), _MONTHS[found["month"]])
    start = _months_after(last.start, -11)
    return _named(start, last.end)


def _to_month(found: re.Match[str], _: int | None) -> Period:
    return spans.year_to_date(_month_of(_pair(found), _MONTHS[found["month"]]))


def _year(found: re.Match[str], year: int | None) -> Period:
    return spans.financial_year(_begins(found, year, f"{_shown(found)} 2019/20"))


def _academic(found: re.Match[str], _: int | None) -> Period:
    return spans.academic_year(_pair(found))


def _month(found: re.Match[str], _: int | None) -> Period:
    return spans.month(_four_digits(found["first"]), _MONTHS[found["month"]])


def _bare_month(found: re.Match[str], year: int | None) -> Period:
    number = _MONTHS[found["month"]]
    return _month_of(_begins(found, year, f"{calendar.month_name[number]} 2019"), number)


def _calendar_year(found: re.Match[str], _: int | None) -> Period:
    return spans.calendar_year(int(found["first"]))


def _months(found: re.Match[str], _: int | None) -> Period:
    first = spans.month(int(found["from_year"]), _MONTHS[found["from_month"]])
    last = spans.month(int(found["first"]), _MONTHS[found["month"]])
    if last.end < first.start:
        raise NotAPeriod(_shown(found), "ends before it begins", "the earlier month first")
    return _named(first.start, last.end)


def _day(found: re.Match[str], _: int | None) -> Period:
    return spans.instant(_date(found, _MONTHS[found["month"]]))


def _iso(found: re.Match[str], _: int | None) -> Period:
    start = _date(found, int(found["number"]))
    if not found["length"]:
        return spans.instant(start)
    length = int(found["length"])
    if found["unit"] == "d":
        return _named(start, start + timedelta(days=length - 1))
    months = length * (12 if found["unit"] == "y" else 1)
    return _named(start, _months_after(start, months) - timedelta(days=1))


def _named(start: date, end: date) -> Period:
    """A span of days as the named period it is, else as a rolling one."""
    year = start.year
    begins = year if start.month >= 4 else year - 1
    candidates = (
        spans.month(year, start.month),
        *(spans.quarter(begins, number) for number in range(1, 5)),
        *(spans.half_year(begins, number) for number in (1, 2)),
        spans.financial_year(year),
        spans.calendar_year(year),
        spans.academic_year(year, 8),
        spans.academic_year(year, 9),
    )
    same = (period for period in candidates if (period.start, period.end) == (start, end))
    return next(same, Period(start, end, PeriodKind.ROLLING))


def _month_of(begins: int, number: int) -> Period:
    return spans.month(begins if number >= 4 else begins + 1, number)


def _months_after(start: date, months: int) -> date:
    index = start.month - 1 + months
    year, number = start.year + index // 12, index % 12 + 1
    return date(year, number, min(start.day, calendar.monthrange(year, number)[1]))


def _date(found: re.Match[str], number: int) -> date:
    try:
        return date(int(found["first"]), number, int(found["day"]))
    except ValueError as error:
        raise NotAPeriod(_shown(found), "is not a day", "a day such as 30 June 2019") from error


def _four_digits(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _label(begins: int) -> str:
    return spans.financial_year(begins).label


def _shown(found: re.Match[str]) -> str:
    text = found[0].strip(" ,(-")
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
_ISO_DAY = r"(?<!\d)(?P<first>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)(?:t[\d:.z]+)?"
_FROM = _MONTH.replace("month", "from_month") + r"\s(?P<from_year>(?:19|20)\d\d)"
_ACADEMIC = r"academic(?:\syear)?\b"


def _form(pattern: str, build: _Build, *, bare: bool = False, to_date: bool = False) -> Form:
    return Form(re.compile(pattern), build, bare=bare, to_date=to_date)


# The first form found in the words is what they say, so the longer ways of writing come first.
FORMS: Sequence[Form] = (
    _form(rf"{_ISO_DAY}(?:/p(?P<length>[1-9]\d{{0,2}})(?P<unit>[ymd]))?", _iso),
    _form(rf"\bquarter{_ENDING}{_MONTH}\s{_YEAR}", _quarter_to),
    _form(rf"\byear{_ENDING}{_MONTH}\s{_YEAR}", _year_to),
    _form(rf"\b{_FROM}\s?(?:to|-)\s?{_MONTH}\s{_YEAR}", _months),
    *(
        form
        for part, build in ((_QUARTER, _quarter), (_HALF, _half))
        for form in (
            _form(rf"{part}{_GAP}{_PAIR}", build),
            _form(rf"{_PAIR}{_GAP}{part}", build),
            _form(rf"{part}{_WORDS}{_PAIR}", build),
            _form(rf"{_PAIR}{_WORDS}{part}", build),
            _form(rf"{part}{_GAP}{_SHORT_PAIR}", build),
            _form(rf"{part}{_GAP}{_FY}", build),
            _form(rf"{_FY}{_GAP}{part}", build),
        )
    ),
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
    _form(_QUARTER, _quarter, bare=True),
    _form(_HALF, _half, bare=True),
    _form(_TO_DATE, _year, bare=True, to_date=True),
    _form(r"\bout-?\s?turn\b", _year, bare=True),
    _form(rf"\b{_MONTH}", _bare_month, bare=True),
    _form(r"(?<!\d)(?P<first>(?:199\d|20\d\d))(?!\d)", _calendar_year, bare=True),
)
