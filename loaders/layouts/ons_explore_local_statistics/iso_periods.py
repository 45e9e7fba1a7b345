"""The periods of ONS tables: a first day, and how many months or years from there.

Stricter than loaders.parsing.periods, which reads what people write: here `2024/25` is no period.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from metrics.period import Period, PeriodKind, instant

_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00)?(?:/P(\d{1,2})([YM]))?")
_YEARS = {
    1: PeriodKind.CALENDAR_YEAR,
    4: PeriodKind.FINANCIAL_YEAR,
    8: PeriodKind.ACADEMIC_YEAR,
    9: PeriodKind.ACADEMIC_YEAR,
}


@lru_cache(maxsize=4096)
def iso_period(text: str) -> Period | None:
    """`2024-04-01/P1Y` as a period, a bare date as an instant, None if it is neither."""
    match = _PERIOD.fullmatch(text)
    try:
        start = date.fromisoformat(match[1]) if match else None
        if match is None or start is None:
            return None
        return instant(start) if match[2] is None else _span(start, match[2], match[3])
    except (ValueError, OverflowError):
        return None


def _span(start: date, length: str, unit: str) -> Period:
    months = int(length) * (12 if unit == "Y" else 1)
    if months == 0:
        raise ValueError(length)
    last_month = start.year * 12 + start.month - 1 + months
    end = start.replace(year=last_month // 12, month=last_month % 12 + 1) - timedelta(days=1)
    return Period(start, end, _kind(start, months))


def _kind(start: date, months: int) -> PeriodKind:
    if start.day != 1:
        return PeriodKind.ROLLING
    if months == 12:
        return _YEARS.get(start.month, PeriodKind.ROLLING)
    if months == 3 and start.month % 3 == 1:
        return PeriodKind.QUARTER
    return PeriodKind.MONTH if months == 1 else PeriodKind.ROLLING
