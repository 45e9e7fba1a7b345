"""What changed as an Atom feed (RFC 4287), for feed readers and mail programs."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from data.admissible import cleaned, on_one_line
from insights.recent_changes import RecentChange

_ATOM = "http://www.w3.org/2005/Atom"
_NOTHING_YET = datetime(2000, 1, 1)  # noqa: DTZ001 - stored moments are UTC without saying so


def change_feed(title: str, address: str, changes: Sequence[RecentChange]) -> bytes:
    """The feed with an entry for each change; `address` is that of the dashboard."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    newest = max((change.moment for change in changes), default=_NOTHING_YET)
    _add(feed, "id", f"{address}/feeds/changes.atom")
    _add(feed, "title", f"{title}: what changed")
    _add(feed, "updated", _moment(newest))
    _link(feed, "self", f"{address}/feeds/changes.atom")
    _link(feed, "alternate", f"{address}/")
    _author(feed, title)
    for change in changes:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"{address}/feeds/changes.atom#{urlencode({'change': change.key})}")
        _add(entry, "title", on_one_line(change.title))
        _add(entry, "updated", _moment(change.moment))
        _link(entry, "alternate", f"{address}/{change.page}?{urlencode(change.choices)}")
        if change.person:
            _author(entry, change.person)
        _add(entry, "summary", change.summary)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = cleaned(text)


def _link(parent: ET.Element, relation: str, address: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=address)


def _author(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, f"{{{_ATOM}}}author"), "name", name)


def _moment(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).isoformat(timespec="seconds")
