"""What changed as Atom, and due dates as a calendar: addresses that people subscribe to."""

from collections.abc import Sequence
from datetime import timedelta

from api.open_tables import TABLES
from api.parameters import USUAL_ROWS, Parameter, parsed_query
from api.problems import bad_request
from insights import cache
from insights.due_figures import due_figures
from insights.kpis import current_kpis
from insights.ownership import OwnerRole, owners_of
from insights.recent_changes import recent_changes
from reports.change_feed import change_feed

CHANGES, DUE = "/feeds/changes.atom", "/feeds/due.ics"
ATOM, CALENDAR = "application/atom+xml", "text/calendar; charset=utf-8"
# A subscriber sees what falls due in the next quarter and a bit.
DAYS_AHEAD = 120


def changes(title: str, address: str) -> bytes:
    """What changed of late."""
    return change_feed(title, address, recent_changes())


def owner_parameters() -> Sequence[Parameter]:
    """The words that choose whose due dates are given."""
    return [p for p in TABLES["kpis"].parameters if p.name in list(OwnerRole)]


def due(pairs: Sequence[tuple[str, str]], address: str) -> bytes:
    """What is overdue and falls due for a portfolio, a lead or a service, or for everybody."""
    query = parsed_query(pairs, owner_parameters(), USUAL_ROWS)
    if len(query.chosen) > 1:
        raise bad_request("Choose a portfolio, a lead or a service, one of them.")
    role, owner = next(((role, names[0]) for role, names in query.chosen.items()), ("", ""))
    kpis = [
        kpi for kpi in current_kpis() if not owner or owner in owners_of(kpi, OwnerRole(role)).names
    ]
    today = cache.reader_day()
    figures = due_figures(kpis, today + timedelta(days=DAYS_AHEAD))
    # What writes calendars takes long to load, and few ask for one.
    from reports.due_calendar import due_calendar  # noqa: PLC0415

    return due_calendar(figures, owner, today, address)
