"""When the next edition is due, on the day, the day before and the day after."""

from datetime import date

import pytest

from metrics.next_edition import EditionState, months_after, next_edition

VINTAGE = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("cadence", "today", "expected", "state"),
    [
        ("yearly", date(2026, 11, 19), date(2026, 11, 20), EditionState.CURRENT),
        ("yearly", date(2026, 11, 20), date(2026, 11, 20), EditionState.DUE),
        ("yearly", date(2027, 2, 18), date(2026, 11, 20), EditionState.DUE),
        ("yearly", date(2027, 2, 19), date(2026, 11, 20), EditionState.OVERDUE),
        ("quarterly", date(2026, 2, 20), date(2026, 2, 20), EditionState.DUE),
        ("quarterly", date(2026, 3, 15), date(2026, 2, 20), EditionState.OVERDUE),
        ("paused", date(2030, 1, 1), None, EditionState.NONE_EXPECTED),
        ("once", date(2030, 1, 1), None, EditionState.NONE_EXPECTED),
    ],
)
def test_a_series_is_judged_by_its_own_rhythm(
    cadence: str, today: date, expected: date | None, state: EditionState
) -> None:
    edition = next_edition(VINTAGE, cadence, today)
    assert (edition.expected, edition.state) == (expected, state)


def test_without_a_day_of_publication_nothing_is_expected() -> None:
    assert next_edition(None, "yearly", VINTAGE).state is EditionState.UNKNOWN


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_end_where_the_month_does(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later
