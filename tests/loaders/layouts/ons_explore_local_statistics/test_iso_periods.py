from datetime import date

import pytest

from loaders.layouts.ons_explore_local_statistics.iso_periods import iso_period
from metrics.period import Period, PeriodKind


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("2005-01-01/P1Y", PeriodKind.CALENDAR_YEAR, "2005-12-31"),
        ("2024-04-01/P1Y", PeriodKind.FINANCIAL_YEAR, "2025-03-31"),
        ("2024-08-01/P1Y", PeriodKind.ACADEMIC_YEAR, "2025-07-31"),
        ("2024-09-01/P1Y", PeriodKind.ACADEMIC_YEAR, "2025-08-31"),
        ("2024-10-01/P1Y", PeriodKind.ROLLING, "2025-09-30"),
        ("2023-11-16/P1Y", PeriodKind.ROLLING, "2024-11-15"),
        ("2024-04-02/P1Y", PeriodKind.ROLLING, "2025-04-01"),
        ("2022-01-01/P3Y", PeriodKind.ROLLING, "2024-12-31"),
        ("2020-01-01/P5Y", PeriodKind.ROLLING, "2024-12-31"),
        ("2024-02-01/P1M", PeriodKind.MONTH, "2024-02-29"),
        ("2024-12-01/P1M", PeriodKind.MONTH, "2024-12-31"),
        ("2024-10-01/P3M", PeriodKind.QUARTER, "2024-12-31"),
        ("2024-11-01/P3M", PeriodKind.ROLLING, "2025-01-31"),
        ("2025-04-30", PeriodKind.INSTANT, "2025-04-30"),
    ],
)
def test_a_period_has_the_kind_and_the_last_day_that_its_length_says(
    text: str, kind: PeriodKind, end: str
) -> None:
    expected = Period(date.fromisoformat(text[:10]), date.fromisoformat(end), kind)
    assert iso_period(text) == expected
