"""The calendar of next editions, read by the library that wrote it and as text."""

from datetime import date

from icalendar import Calendar, Event

from insights.held_statistics import HeldStatistic
from metrics.next_edition import next_edition
from reports.edition_calendar import edition_calendar

TODAY = date(2026, 7, 1)


def held(name: str, vintage: date, cadence: str = "yearly") -> HeldStatistic:
    return HeldStatistic(
        code=name.lower(), name=name, publisher="Office, of; statistics", cadence=cadence,
        figures=1, areas=1, authorities=1, comparators=(), first=vintage, latest="2024",
        vintage=vintage, next=next_edition(vintage, cadence, TODAY), link="https://example.org/a",
    )  # fmt: skip


def events(content: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(content).walk() if isinstance(event, Event)]


def test_statistics_of_one_page_and_day_are_one_entry_on_the_day() -> None:
    both = [held(name, date(2025, 9, 1)) for name in ("Births", "Deaths")]
    (event,) = events(edition_calendar(both, TODAY))
    assert event["summary"] == "New edition: Births, Deaths"
    assert (event.start, event.end) == (date(2026, 9, 1), date(2026, 9, 2))
    assert "Office, of; statistics: https://example.org/a" in str(event["description"])


def test_a_day_that_has_gone_by_stands_at_today_and_says_so() -> None:
    (event,) = events(edition_calendar([held("Births", date(2025, 5, 1))], TODAY))
    assert event.start == TODAY
    assert "It was expected about 1 May 2026." in str(event["description"])


def test_what_has_no_next_edition_has_no_entry() -> None:
    content = edition_calendar([held("Museums", date(2024, 3, 7), "once")], TODAY)
    assert events(content) == []
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_same_day_gives_the_same_bytes() -> None:
    statistics = [held("Births", date(2025, 9, 1))]
    assert edition_calendar(statistics, TODAY) == edition_calendar(statistics, TODAY)
