"""Whose dashboard it may become: any council of today, while nobody has brought figures."""

from collections.abc import Mapping

from data import councils, reference_files
from data.questions import stored_council, stored_statistics
from data.records import records
from data.store import Store
from insights import area_shapes, areas, cache
from insights.cache import remembered


@remembered
def choices() -> Mapping[str, str]:
    """The code of every council by its name, kind and nation, in the order of their names."""
    rows = records(cache.ask(stored_statistics.areas))
    named = {
        f"{row['name']} ({row['kind']}, {areas.nation_of(str(row['code']))})": str(row["code"])
        for row in rows
        if row["kind"] in councils.KINDS and area_shapes.has_shape(str(row["code"]))
    }
    return dict(sorted(named.items()))


@remembered
def may_be_chosen() -> bool:
    """Whether the council may still be chosen: no setting decides and nobody brought figures."""
    return not reference_files.is_council_set() and cache.ask(Store.is_anybodys)


@remembered
def is_to_be_chosen() -> bool:
    """Whether that is so and nobody has chosen yet."""
    return may_be_chosen() and cache.ask(stored_council.choices).empty
