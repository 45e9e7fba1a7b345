"""The years and quarters of which there is a workbook to fill in."""

from collections.abc import Mapping
from datetime import date, timedelta

from metrics import period as spans
from metrics.period import Period
from reports.next_year import year_name

YEARS_BACK = 6


def reporting_year(today: date) -> int:
    """The financial year that is being reported: a new one from July, after its first quarter."""
    return today.year if today.month >= 7 else today.year - 1


def template_years(today: date) -> Mapping[str, tuple[int, int | None]]:
    """The years and quarters to fill in, in words: the year being reported first, then the rest.

    Each has the year in which its financial year began, and the number of the quarter, if one.
    """
    reported = reporting_year(today)
    coming_and_past = (reported + 1, *(reported - back for back in range(1, YEARS_BACK + 1)))
    return {
        (f"Q{quarter} {year_name(year)}" if quarter else year_name(year)): (year, quarter)
        for year in (reported, *coming_and_past)
        for quarter in (None, 1, 2, 3, 4)
    }


def to_fill_in_next(latest: Period | None, today: date) -> str:
    """Which of the years and quarters follows the latest report; without one the year reported."""
    names = list(template_years(today))
    if latest is None:
        return names[0]
    begins = latest.end + timedelta(days=1)
    year = spans.month(begins.year, begins.month).financial_year
    name = f"Q{(begins.month - 4) % 12 // 3 + 1} {year_name(year)}"
    return name if name in names else names[0]
