"""Statistics that people defined with the columns of a file, and no reference file has."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.questions import stored_statistics, stored_uploads
from data.records import Record, records
from insights import cache
from insights.cache import remembered

# A statistic among what a column holds: the word for it, then its code, name, unit and facts.
_FACTS_AT = 4
NOT_GIVEN = "Not given"


@remembered
def added_statistics() -> Mapping[str, Record]:
    """By code, with the columns of table `statistic`; of two of one code the newer definition."""
    reference = records(cache.ask(stored_statistics.statistics))
    known = {str(row["code"]) for row in reference}
    columns = list(reference[0]) if reference else []
    added: dict[str, Record] = {}
    for row in records(cache.ask(stored_uploads.column_mappings)):
        for code, name, unit, facts in _defined(json.loads(str(row["roles"]))):
            if code not in known and code not in added:
                added[code] = _definition(columns, code, name, unit, facts, len(known) + len(added))
    return added


def _defined(roles: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    """The statistics of one table's columns that came with what they are."""
    indicators = roles.get("indicators", {}).values()
    columns = (column for place, column in roles.items() if place not in ("indicators", "kpis"))
    entries: list[Sequence[Any]] = [["", *entry] for entry in indicators]
    entries += [column for column in columns if isinstance(column, list)]
    for entry in entries:
        if len(entry) > _FACTS_AT:
            _, code, name, unit, facts = entry
            yield str(code), str(name), str(unit), facts


def _definition(  # noqa: PLR0913, PLR0917 - a definition has this many parts
    columns: Sequence[str],
    code: str,
    name: str,
    unit: str,
    facts: Mapping[str, str],
    position: int,
) -> Record:
    source = facts.get("source", NOT_GIVEN)
    return dict.fromkeys(columns) | {
        "code": code,
        "position": position,
        "name": name,
        "short_name": name,
        "unit": unit,
        "polarity": facts.get("polarity", "none"),
        "theme": facts.get("priority"),
        "topic": facts.get("topic", "other"),
        "cadence": facts.get("cadence", "yearly"),
        "publisher": source.rpartition(": ")[0] or source,
        "source": source,
        "licence": facts.get("licence", NOT_GIVEN),
    }
