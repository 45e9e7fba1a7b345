"""What a map shows: the council's county, region, similar areas, nation, or the whole kingdom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from insights import areas
from insights.areas import UNITED_KINGDOM, WITHIN
from insights.cache import by_edition


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
    every = [*_around(home), *_groups(home)]
    every.append(_whole(UNITED_KINGDOM, "United Kingdom", areas.councils()))
    return {extent.code: extent for extent in every if len(extent.shown) > 1}


def _around(home: str) -> Iterator[Extent]:
    for code in areas.above()[home]:
        if code != UNITED_KINGDOM:
            yield _whole(code, areas.names()[code], areas.within(code))


def _groups(home: str) -> Iterator[Extent]:
    """Each group that is no whole area, drawn in the nations that it spreads over."""
    for group in areas.groups():
        if not group.code.startswith(WITHIN):
            members = frozenset((home, *group.areas)) & frozenset(areas.councils())
            # The last area above a council is the kingdom, the one before it its nation.
            nations = {nation for code in members for nation in areas.above()[code][-2:-1]}
            shown = tuple(c for c in areas.councils() if nations & set(areas.above()[c]))
            yield Extent(group.code, group.name, shown, members)


def _whole(code: str, name: str, shown: tuple[str, ...]) -> Extent:
    return Extent(code, name, shown, frozenset(shown))
