"""What an area is part of: its county, region, nation and the United Kingdom."""

from collections.abc import Mapping, Sequence

from data.questions import stored_statistics
from insights import areas, cache
from insights.cache import remembered


@remembered
def parents() -> Mapping[str, str]:
    """The area above each area that lies in one, by code."""
    known = cache.ask(stored_statistics.areas).dropna(subset=["parent"])
    return dict(zip(known["code"], known["parent"], strict=True))


def areas_above(code: str) -> Sequence[str]:
    """The codes of the areas that an area lies in, the smallest first."""
    above, known = [], parents()
    while code in known:
        code = known[code]
        above.append(code)
    return above


def part_of(code: str) -> str:
    """That an area is counted in the figures of those it lies in; empty where it lies in none.

    Said once on a page that compares them: no area differs wholly from what it is part of.
    """
    names = areas.names()
    above = [names.get(area, area) for area in areas_above(code)]
    if not above:
        return ""
    listed = ", ".join(above[:-1]) + " and " + above[-1] if len(above) > 1 else above[0]
    home = names.get(code, code)
    return f"{home} is part of {listed}: its own figures are counted in theirs."
