"""What people subscribe to, asked in this process."""

from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from api.feeds import owner_parameters
from data.actor import AccessRole
from tests.api.asking import client_of

pytestmark = pytest.mark.usefixtures("only_read")
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_tells_of_files_and_of_statuses_that_moved() -> None:
    response = client_of(AccessRole.VIEWER).get("/feeds/changes.atom")
    assert response.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(response.content)
    titles = [str(entry.findtext(f"{ATOM}title")) for entry in feed.findall(f"{ATOM}entry")]
    assert "Published: illustrative-kpi-export.xlsx" in titles
    assert any(": got worse, " in title for title in titles)
    moved = next(e for e in feed.findall(f"{ATOM}entry") if "got worse" in (e[1].text or ""))
    assert "Illustrative: the figures are invented." in str(moved.findtext(f"{ATOM}summary"))


def test_due_dates_are_those_of_whom_the_address_names() -> None:
    client = client_of(AccessRole.VIEWER)
    everybody = client.get("/feeds/due.ics")
    assert everybody.headers["content-type"] == "text/calendar; charset=utf-8"
    portfolio = next(p for p in owner_parameters() if p.name == "portfolio")
    assert portfolio.known is not None
    owner = portfolio.known()[0]
    content = client.get("/feeds/due.ics", params={"portfolio": owner}).content
    assert Calendar.from_ical(content)["x-wr-calname"] == f"Figures due: {owner}"
    assert len(Calendar.from_ical(content).events) > 0
    assert content != everybody.content
    both = client.get("/feeds/due.ics", params={"portfolio": owner, "service": "Housing"})
    assert "one of them" in both.json()["detail"]
    assert client.get("/feeds/due.ics?plan=2024/25").status_code == 400
