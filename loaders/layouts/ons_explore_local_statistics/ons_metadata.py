"""The JSON that ONS publishes beside a table: when each of its indicators was published."""

from collections.abc import Iterator, Mapping
from datetime import date

from loaders.statistics.statistic_cells import slug


def publication_dates(metadata: Mapping[str, object]) -> Mapping[str, date]:
    """The publication date of each indicator by its code, under "" that of the family.

    A date stands beside the indicator, or is shared by the family it stands in; of several sources
    the newest counts.
    """
    dated = [(name, day) for name, day in _dated("", metadata, None) if day]
    return {"": dated[0][1], **dict(dated)} if dated else {}


def _dated(
    name: str, node: Mapping[str, object], inherited: date | None
) -> Iterator[tuple[str, date | None]]:
    day = _source_date(node) or inherited
    yield from ((slug(key), day) for key in (name, node.get("label")) if isinstance(key, str))
    for key, child in node.items():
        if isinstance(child, Mapping) and key != "shared":
            yield from _dated(key, child, day)


def _source_date(node: Mapping[str, object]) -> date | None:
    shared = node.get("shared")
    text = node.get("sourceDate") or (shared.get("sourceDate") if isinstance(shared, dict) else "")
    days = [_day(part.strip()) for part in str(text or "").split("|")]
    return max((day for day in days if day), default=None)


def _day(text: str) -> date | None:
    parts = text.split("/")
    try:
        day, month, year = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None
