"""Due dates as a calendar, read by the library that wrote it."""

from datetime import date

import pytest
from icalendar import Calendar, Event

from insights.due_figures import DueFigure
from insights.kpis import current_kpis
from metrics.period import quarter
from reports.due_calendar import due_calendar

TODAY = date(2026, 10, 1)

pytestmark = pytest.mark.usefixtures("only_read")


def events(content: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(content).walk() if isinstance(event, Event)]


def due(number: int, by: date) -> list[DueFigure]:
    return [DueFigure(kpi, quarter(2026, 2), by, 0) for kpi in current_kpis()[:number]]


def test_what_is_overdue_stands_together_today_and_the_rest_on_its_day() -> None:
    late = [*due(2, date(2026, 7, 30)), *due(1, date(2026, 4, 30))]
    figures = [*late, *due(7, date(2026, 10, 30)), *due(1, TODAY)]
    entries = events(due_calendar(figures, "Finance", TODAY, "https://d.example"))
    assert [(event["summary"], event.start) for event in entries] == [
        ("3 figures of measures overdue, Finance", TODAY),
        ("1 figure of measures due, Finance", TODAY),
        ("7 figures of measures due, Finance", date(2026, 10, 30)),
    ]
    assert f"{current_kpis()[0].name}, Q2 2026/27" in str(entries[2]["description"])
    assert str(entries[2]["description"]).endswith("; and 2 more.")


def test_a_subscriber_gets_the_same_entries_again() -> None:
    figures = due(3, date(2026, 10, 30))
    first, again, of_another = (
        events(due_calendar(figures, whose, day))[0]["uid"]
        for whose, day in (("Finance", TODAY), ("Finance", date(2026, 10, 2)), ("Place", TODAY))
    )
    assert first == again != of_another
