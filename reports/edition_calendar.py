"""The next editions of statistics as a calendar (.ics) that people add to their own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from insights.formatting import day
from insights.held_statistics import HeldStatistic

PRODUCT = "-//District dashboard//Next editions of published statistics//EN"
NAMED_AT_MOST = 3


def edition_calendar(statistics: Sequence[HeldStatistic], today: date) -> bytes:
    """A day's entry for each edition that is expected: statistics of one page and day together.

    A day that has gone by stands at `today`, so that nobody has to look back for it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Next editions of published statistics")
    for (expected, link), together in sorted(_by_edition(statistics).items()):
        calendar.add_component(_event(expected, link, together, today))
    content: bytes = calendar.to_ical()
    return content


def _by_edition(
    statistics: Sequence[HeldStatistic],
) -> dict[tuple[date, str], list[HeldStatistic]]:
    editions: dict[tuple[date, str], list[HeldStatistic]] = defaultdict(list)
    for statistic in statistics:
        if statistic.next.expected is not None:
            editions[statistic.next.expected, statistic.link].append(statistic)
    return editions


def _event(expected: date, link: str, together: Sequence[HeldStatistic], today: date) -> Event:
    first, event = together[0], Event()
    names = [statistic.name for statistic in together]
    others = len(names) - NAMED_AT_MOST
    more = f" and {others} more" if others > 0 else ""
    shown = max(expected, today)
    held = f"At hand: {first.latest}, published {day(first.vintage)}."
    late = f" It was expected about {day(expected)}." if expected < today else ""
    event.add("uid", sha256(f"{expected} {link}".encode()).hexdigest()[:32] + "@district-dashboard")
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", shown)
    event.add("dtend", shown + timedelta(days=1))
    event.add("summary", f"New edition: {', '.join(names[:NAMED_AT_MOST])}{more}")
    event.add("description", f"{'; '.join(names)}. {held}{late} {first.publisher}: {link}")
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event
