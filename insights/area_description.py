"""What the area is and where it lies: in a sentence, and on a map among those around it."""

from insights import area_shapes, areas
from insights.area_shapes import LocatorMap
from insights.cache import remembered


@remembered
def area_description() -> str:
    """`Harborough is a district in Leicestershire, East Midlands, England. Figures for ...`."""
    home, name = areas.home()
    around = [areas.names()[code] for code in areas.above()[home] if code != areas.UNITED_KINGDOM]
    kind = areas.home_record()["kind"]
    article = "an" if str(kind)[0] in "aeio" else "a"
    return (
        f"{name} is {article} {kind} in {', '.join(around)}. Figures for {', '.join(around)} and "
        "the United Kingdom include it."
    )


@remembered
def smallest_around() -> tuple[str, tuple[str, ...]]:
    """The smallest area with at least two councils that the council lies in: name and councils."""
    home, _ = areas.home()
    around = next(code for code in areas.above()[home] if len(areas.within(code)) > 1)
    return areas.names()[around], areas.within(around)


@remembered
def located() -> LocatorMap:
    """The area among the councils of the smallest area around it."""
    _, councils = smallest_around()
    return area_shapes.locator_map(areas.home()[0], councils)
