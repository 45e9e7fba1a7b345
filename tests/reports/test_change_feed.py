"""What changed as Atom: read back by an XML parser, hostile texts among it."""

from datetime import datetime
from xml.etree import ElementTree as ET

from insights.recent_changes import RecentChange
from reports.change_feed import change_feed

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "</title><script>alert(1)</script> & \x00 =1+1"


def change(key: str, day: int, title: str = "Published: kpis.xlsx") -> RecentChange:
    moment = datetime(2026, 9, day, 12)  # noqa: DTZ001 - as stored
    return RecentChange(key, moment, title, HOSTILE, "kpi", (("kpi", "SP 01"),), "A. Analyst")


def test_each_change_is_an_entry_with_its_page_and_person() -> None:
    content = change_feed(
        "Dashboard", "https://kpi.example.gov.uk", [change("a", 2), change("b", 1)]
    )
    feed = ET.fromstring(content)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}updated") == "2026-09-02T12:00:00+00:00"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    (link,) = entries[0].findall(f"{ATOM}link")
    assert link.get("href") == "https://kpi.example.gov.uk/kpi?kpi=SP+01"
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "A. Analyst"


def test_a_hostile_text_stays_text() -> None:
    feed = ET.fromstring(change_feed("D", "https://d.example", [change("a", 1, HOSTILE)]))
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == HOSTILE.replace("\x00 ", " ")
    assert "script" not in {element.tag for element in feed.iter()}


def test_a_feed_without_changes_is_one() -> None:
    feed = ET.fromstring(change_feed("D", "https://d.example", []))
    assert feed.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"
