"""One colour and dash for each area by what it is, the same in every chart."""

from collections.abc import Mapping, Sequence
from itertools import cycle

from insights.area_roles import AreaRole

# Each is at least 3:1 on white; lines differ by dash too.
COLOURS: Mapping[AreaRole, str] = {
    AreaRole.DISTRICT: "#12436D",
    AreaRole.ENGLAND: "#0B0C0C",
    AreaRole.UNITED_KINGDOM: "#6B7780",
    AreaRole.GREAT_BRITAIN: "#8A6D3B",
    AreaRole.REGION: "#1F8A81",
    AreaRole.COUNTY: "#801650",
    AreaRole.SIMILAR: "#D9560B",
}
DASHES: Mapping[AreaRole, Sequence[int]] = {
    AreaRole.DISTRICT: (1, 0),
    AreaRole.ENGLAND: (6, 3),
    AreaRole.UNITED_KINGDOM: (8, 3, 2, 3),
    AreaRole.GREAT_BRITAIN: (3, 6),
    AreaRole.REGION: (2, 2),
    AreaRole.COUNTY: (10, 4),
    AreaRole.SIMILAR: (4, 2, 1, 2),
}
# Areas that somebody chose to compare, in the order of their choice.
_CHOSEN_COLOURS = ("#7A5AB5", "#9A6700", "#B1236B", "#2F6F1F", "#0077A8", "#6E4B3A")
_CHOSEN_DASHES = ((5, 2), (2, 3), (9, 2), (1, 2), (7, 2, 1, 2), (3, 1))


def colours_of(roles: Sequence[AreaRole]) -> Sequence[str]:
    """The colours of areas with these roles, in their order."""
    chosen = cycle(_CHOSEN_COLOURS)
    return [COLOURS[role] if role in COLOURS else next(chosen) for role in roles]


def dashes_of(roles: Sequence[AreaRole]) -> Sequence[Sequence[int]]:
    """The dashes of areas with these roles, in their order."""
    chosen = cycle(_CHOSEN_DASHES)
    return [DASHES[role] if role in DASHES else next(chosen) for role in roles]
