"""What a map shows: the council's county, region, similar areas, nation, or the whole kingdom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.questions import stored_statistics
from data.records import records
from insights import area_shapes, areas, cache
from insights.cache import by_edition
from insights.kpi_records import word

KINGDOM = "K02000001"
# A county and the districts within it are not shown on one map.
UPPER_TIER = ("E10", "E06", "E08", "E09", "W06", "S12", "N09")
LOWER_TIER = ("E07", "E06", "E08", "E09", "W06", "S12", "N09")


@dataclass(frozen=True, slots=True)
class Extent:
    """Areas that a map shows, and those among them that it colours."""

    code: str
    name: str
    shown: tuple[str, ...]
    coloured: frozenset[str]


@by_edition
def extents() -> Mapping[str, Extent]:
    """The extents for the council by code, the smallest first; each has at least two areas."""
    home, _ = areas.home()
    every = [*_around(home), *_similar(home)]
    every.append(_whole(KINGDOM, "United Kingdom", councils()))
    return {extent.code: extent for extent in every if len(extent.shown) > 1}


@by_edition
def councils() -> tuple[str, ...]:
    """Today's councils of the same tier as the council's, by code."""
    home, _ = areas.home()
    tier = UPPER_TIER if home.startswith("E10") else LOWER_TIER
    return tuple(
        sorted(code for code in areas.names() if code[:3] in tier and area_shapes.has_shape(code))
    )


@by_edition
def above() -> Mapping[str, Sequence[str]]:
    """By code of a council the areas that it lies in, the nearest first: county to kingdom."""
    rows = records(cache.ask(stored_statistics.areas))
    parents = {str(row["code"]): word(row["parent"]) for row in rows}
    return {code: list(_chain(parents, code)) for code in councils()}


def _chain(parents: Mapping[str, str | None], code: str) -> Iterator[str]:
    parent = parents[code]
    while parent is not None:
        yield parent
        parent = parents.get(parent)


def within(code: str) -> tuple[str, ...]:
    """Today's councils that lie in an area."""
    return tuple(council for council in councils() if code in above()[council])


def _around(home: str) -> Iterator[Extent]:
    for code in above()[home]:
        if code != KINGDOM:
            yield _whole(code, areas.names()[code], within(code))


def _similar(home: str) -> Iterator[Extent]:
    """Each group of councils that is no single area, drawn in the nations that it spreads over."""
    for group in areas.groups():
        members = frozenset((home, *group.areas)) & frozenset(councils())
        # The last area above a council is the kingdom, the one before its nation.
        nations = {nation for code in members for nation in above()[code][-2:-1]}
        shown = tuple(code for code in councils() if nations & set(above()[code]))
        yield Extent(group.code, group.name, shown, members)


def _whole(code: str, name: str, shown: tuple[str, ...]) -> Extent:
    return Extent(code, name, shown, frozenset(shown))
