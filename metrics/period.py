"""Periods: which days a figure covers."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class PeriodKind(StrEnum):
    """The kinds of period that figures are published for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    FINANCIAL_YEAR = "financial_year"
    YEAR_TO_DATE = "year_to_date"
    CALENDAR_YEAR = "calendar_year"
    ACADEMIC_YEAR = "academic_year"
    ROLLING = "rolling"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A first and a last day, both included."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def months(self) -> int:
        """Whole months covered, at least 1 unless the period is an instant (0)."""
        if self.kind is PeriodKind.INSTANT:
            return 0
        after = self.end + timedelta(days=1)
        months = (after.year - self.start.year) * 12 + after.month - self.start.month
        return max(1, months - (after.day < self.start.day))

    @property
    def financial_year(self) -> int:
        """The calendar year in which the financial year holding the period's last day began."""
        return financial_year_of(self.end)

    @property
    def label(self) -> str:  # noqa: PLR0911
        """The period in words: `Q1 2019/20`, `2019/20 to September`, `June 2018`, `2023`."""
        year = self.financial_year
        financial = f"{year}/{(year + 1) % 100:02d}"
        match self.kind:
            case PeriodKind.QUARTER if self.start.month % 3 == 1:
                return f"Q{(self.start.month - 4) % 12 // 3 + 1} {financial}"
            case PeriodKind.HALF_YEAR if self.start.month in (4, 10):
                return f"H{1 if self.start.month == 4 else 2} {financial}"
            case PeriodKind.FINANCIAL_YEAR:
                return financial
            case PeriodKind.YEAR_TO_DATE:
                return f"{financial} to {calendar.month_name[self.end.month]}"
            case PeriodKind.ACADEMIC_YEAR:
                return f"{self.start.year}/{self.end.year % 100:02d} academic"
            case PeriodKind.CALENDAR_YEAR:
                return str(self.start.year)
            case PeriodKind.MONTH:
                return f"{calendar.month_name[self.start.month]} {self.start.year}"
            case PeriodKind.INSTANT:
                return f"{self.start.day} {calendar.month_name[self.start.month]} {self.start.year}"
            case _ if self._is_year_within_months:
                return f"year to {_part_of_month(self.end)}"
            case _:
                return f"{_month(self.start)} to {_month(self.end)}"

    @property
    def _is_year_within_months(self) -> bool:
        """Whether it is a whole year that begins and ends within a month, of which both count."""
        day_after = self.end + timedelta(days=1)
        return self.start.day > 1 and (
            (day_after.year - 1, day_after.month, day_after.day)
            == (self.start.year, self.start.month, self.start.day)
        )


def month(year: int, number: int) -> Period:
    """The calendar month `number` (1 to 12) of `year`."""
    return _of_months(year, number, 1, PeriodKind.MONTH)


def quarter(financial_year: int, number: int) -> Period:
    """Quarter `number` (1 to 4) of the financial year that begins in April `financial_year`."""
    return _of_months(financial_year, 1 + 3 * number, 3, PeriodKind.QUARTER)


def half_year(financial_year: int, number: int) -> Period:
    """Half `number` (1 or 2) of the financial year that begins in April `financial_year`."""
    return _of_months(financial_year, 6 * number - 2, 6, PeriodKind.HALF_YEAR)


def financial_year(start: int) -> Period:
    """The twelve months from 1 April `start`."""
    return _of_months(start, 4, 12, PeriodKind.FINANCIAL_YEAR)


def financial_year_of(day: date) -> int:
    """The calendar year in which the financial year that holds a day began."""
    return day.year if day.month >= 4 else day.year - 1


def year_to_date(last: Period) -> Period:
    """From 1 April to the end of `last`, within the financial year of `last`."""
    return Period(date(last.financial_year, 4, 1), last.end, PeriodKind.YEAR_TO_DATE)


def calendar_year(year: int) -> Period:
    """January to December of `year`."""
    return _of_months(year, 1, 12, PeriodKind.CALENDAR_YEAR)


def academic_year(start: int, first_month: int = 9) -> Period:
    """The twelve months from `first_month` (August or September) of `start`."""
    return _of_months(start, first_month, 12, PeriodKind.ACADEMIC_YEAR)


def instant(day: date) -> Period:
    """A single day, for figures that hold at a moment."""
    return Period(day, day, PeriodKind.INSTANT)


def previous(period: Period) -> Period:
    """The period of the same kind and length ending where this begins; a month for an instant."""
    return _shifted(period, -max(period.months, 1))


def following(period: Period) -> Period:
    """The period of the same kind and length that begins as this ends; an instant a month on."""
    return _shifted(period, max(period.months, 1))


def same_period_last_year(period: Period) -> Period:
    """The same period one year earlier."""
    return _shifted(period, -12)


# The periods of the figures that there are, asked for again and again.
@lru_cache(maxsize=4096)
def _of_months(year: int, first_month: int, months: int, kind: PeriodKind) -> Period:
    start = _first_of_month(year, first_month)
    return Period(start, _end_of_month(year, first_month + months - 1), kind)


@lru_cache(maxsize=4096)
def _shifted(period: Period, months: int) -> Period:
    return Period(_moved(period.start, months), _moved(period.end, months), period.kind)


def _moved(day: date, months: int) -> date:
    last = _end_of_month(day.year, day.month + months)
    # The last day of a month stays one: 28 February 2025 was 29 February the year before.
    if day == _end_of_month(day.year, day.month):
        return last
    return last.replace(day=min(day.day, last.day))


def _first_of_month(year: int, month_number: int) -> date:
    return date(year + (month_number - 1) // 12, (month_number - 1) % 12 + 1, 1)


@lru_cache(maxsize=4096)
def _end_of_month(year: int, month_number: int) -> date:
    first = _first_of_month(year, month_number)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _part_of_month(day: date) -> str:
    """`mid-November 2022`, or a day near the beginning or the end of its month."""
    if 10 <= day.day <= 20:
        return f"mid-{calendar.month_name[day.month]} {day.year}"
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _month(day: date) -> str:
    return f"{calendar.month_abbr[day.month]} {day.year}"
