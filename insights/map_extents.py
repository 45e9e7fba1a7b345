"""What a map shows: the council's county, region, similar areas, nation, or the whole kingdom.

A statistic that counties have and districts have not is shown for counties: then the county that
the council lies in is outlined in its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.questions import stored_statistics
from insights import areas, cache
from insights.areas import UNITED_KINGDOM, WITHIN
from insights.cache import remembered


@dataclass(frozen=True, slots=True)
class Extent:
    """Areas that a map shows, and those among them that it colours."""

    code: str
    name: str
    shown: tuple[str, ...]
    coloured: frozenset[str]


@dataclass(frozen=True, slots=True)
class MapTier:
    """The councils that a map is of, and which of them is outlined: ours, or the county above."""

    councils: tuple[str, ...]
    outlined: str

    @property
    def is_own(self) -> bool:
        """Whether the council itself is outlined."""
        return self.outlined == areas.home()[0]


@remembered
def tier_for(code: str) -> MapTier:
    """The councils that a statistic is published for; the council's own tier where it has any."""
    home, _ = areas.home()
    home_tier = MapTier(areas.councils(), home)
    if _is_published_for(code, areas.DISTRICT) or not _is_published_for(code, areas.COUNTY):
        return home_tier
    counties = areas.authorities(areas.UPPER_TIER)
    outlined = next((area for area in (home, *areas.above()[home]) if area in counties), None)
    return MapTier(counties, outlined) if outlined else home_tier


def _is_published_for(code: str, kind: str) -> bool:
    """Whether a statistic has figures of districts or counties, by the beginning of their codes."""
    home, _ = areas.home()
    of_kind = areas.authorities((kind,))
    return not cache.ask(stored_statistics.statistic_periods, code, home, of_kind).empty


@remembered
def extents(tier: MapTier) -> Mapping[str, Extent]:
    """The extents for a tier by code, the smallest first; each has at least two areas."""
    around = _around(tier)
    groups = _groups(tier) if tier.is_own else ()
    whole = _whole(UNITED_KINGDOM, "United Kingdom", tier.councils)
    return {extent.code: extent for extent in (*around, *groups, whole) if len(extent.shown) > 1}


def _around(tier: MapTier) -> Iterator[Extent]:
    for code in areas.above()[tier.outlined]:
        if code != UNITED_KINGDOM:
            shown = tuple(c for c in tier.councils if code in areas.above()[c])
            yield _whole(code, areas.names()[code], shown)


def _groups(tier: MapTier) -> Iterator[Extent]:
    """Each group that is no whole area, drawn in the nations that it spreads over."""
    for group in areas.groups():
        if not group.code.startswith(WITHIN):
            members = frozenset((tier.outlined, *group.areas)) & frozenset(tier.councils)
            # The last area above a council is the kingdom, the one before it its nation.
            nations = {nation for code in members for nation in areas.above()[code][-2:-1]}
            shown = tuple(c for c in tier.councils if nations & set(areas.above()[c]))
            yield Extent(group.code, group.name, shown, members)


def _whole(code: str, name: str, shown: tuple[str, ...]) -> Extent:
    return Extent(code, name, shown, frozenset(shown))
