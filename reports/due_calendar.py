"""When figures of KPIs are due, as a calendar (.ics) that people subscribe to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from insights.due_figures import DueFigure
from insights.formatting import count

PRODUCT = "-//District dashboard//Figures that are due//EN"
NAMED_AT_MOST = 5


def due_calendar(figures: Sequence[DueFigure], whose: str, today: date, address: str = "") -> bytes:
    """A day's entry for all figures due by it; what is overdue stands together at `today`.

    `whose` names the portfolio, lead or service, empty for everybody; `address` is the dashboard's.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Figures due{f': {whose}' if whose else ''}")
    calendar.add("x-published-ttl", "P1D")
    late = [figure for figure in figures if figure.by < today and not figure.is_first]
    if late:
        title = f"{count(len(late), 'figure')} of measures overdue"
        calendar.add_component(
            _event("overdue", today, title, late, whose=whose, today=today, address=address)
        )
    for by, together in sorted(_by_day(figures).items()):
        if by >= today:
            title = f"{count(len(together), 'figure')} of measures due"
            key = by.isoformat()
            calendar.add_component(
                _event(key, by, title, together, whose=whose, today=today, address=address)
            )
    content: bytes = calendar.to_ical()
    return content


def _by_day(figures: Sequence[DueFigure]) -> dict[date, list[DueFigure]]:
    days: dict[date, list[DueFigure]] = defaultdict(list)
    for figure in figures:
        days[figure.by].append(figure)
    return days


def _event(  # noqa: PLR0913 - what an entry says, part by part
    key: str,
    day: date,
    title: str,
    figures: Sequence[DueFigure],
    *,
    whose: str,
    today: date,
    address: str,
) -> Event:
    event = Event()
    named = list(dict.fromkeys(f"{due.kpi.name}, {due.period.label}" for due in figures))
    others = len(named) - NAMED_AT_MOST
    more = f"; and {others} more" if others > 0 else ""
    event.add("uid", sha256(f"{key} {whose}".encode()).hexdigest()[:32] + "@district-dashboard")
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"{title}{f', {whose}' if whose else ''}")
    event.add("description", f"{'; '.join(named[:NAMED_AT_MOST])}{more}.")
    if address:
        event.add("url", f"{address}/kpi")
    event.add("transp", "TRANSPARENT")
    return event
