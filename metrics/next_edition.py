"""How old a statistic is against how often it is published, and when its next edition is due.

A series is judged by its own rhythm: the next edition is expected as long after the newest one as
editions are apart. It is overdue a quarter of that time later, as publishers move their days.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_APART = {"monthly": 1, "quarterly": 3, "three times a year": 4, "yearly": 12}
WITHOUT_NEXT = {"once": "published once", "paused": "paused by its publisher", "ended": "ended"}
LEEWAY = 4  # of the time between two editions, the part that a late one is waited for
DAYS_IN_A_MONTH = 30


class EditionState(StrEnum):
    """Whether the newest edition at hand is the newest there should be."""

    CURRENT = "up to date"
    DUE = "next edition due"
    OVERDUE = "newer edition overdue"
    NONE_EXPECTED = "no next edition expected"
    UNKNOWN = "day of publication unknown"


@dataclass(frozen=True, slots=True)
class NextEdition:
    """When the next edition is expected, None where none is, and how that stands today."""

    expected: date | None
    state: EditionState
    reason: str


def next_edition(vintage: date | None, cadence: str, today: date) -> NextEdition:
    """The next edition of a statistic that was last published on `vintage`.

    `cadence` is one of MONTHS_APART or WITHOUT_NEXT.
    """
    if cadence in WITHOUT_NEXT:
        return NextEdition(None, EditionState.NONE_EXPECTED, WITHOUT_NEXT[cadence])
    if vintage is None:
        return NextEdition(None, EditionState.UNKNOWN, "no edition at hand names its day")
    months = MONTHS_APART[cadence]
    expected = months_after(vintage, months)
    overdue_from = expected + timedelta(days=months * DAYS_IN_A_MONTH // LEEWAY)
    if today < expected:
        return NextEdition(expected, EditionState.CURRENT, f"published {cadence}")
    state = EditionState.OVERDUE if today > overdue_from else EditionState.DUE
    return NextEdition(expected, state, f"published {cadence}")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
