"""The council's area and those that stand beside it: nations, region, county, groups of councils.

They follow from the areas themselves and from those that the national office calls similar; groups
that a council chose are data: data/reference/comparison_groups.csv.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from data.questions import stored_council, stored_statistics
from data.records import Record, records
from insights import area_shapes, cache
from insights.cache import remembered
from insights.kpi_records import word

UNITED_KINGDOM, GREAT_BRITAIN = "K02000001", "K03000001"
NATIONS = {"E": "E92000001", "W": "W92000004", "S": "S92000003", "N": "N92000002"}
FEWEST = 3  # councils that have a middle
MOST_OF_A_MEDIAN = 30  # areas of a group whose middle stands beside every statistic
DISTRICT, COUNTY = "E07", "E10"
# A county and the districts within it never stand in one list.
LOWER_TIER = (DISTRICT, "E06", "E08", "E09", "W06", "S12", "N09")
UPPER_TIER = (COUNTY, "E06", "E08", "E09", "W06", "S12", "N09")
# The senses in which the national office calls areas similar: code and name of each group.
SIMILAR = {
    "overall": ("ons-similar", "Similar areas (ONS)"),
    "demographic": ("ons-similar-people", "Areas with similar residents (ONS)"),
    "economic": ("ons-similar-economy", "Areas with a similar economy (ONS)"),
}
ONS_NEIGHBOURS = (
    "ONS Explore local statistics, {} nearest neighbours of {}: "
    "https://github.com/ONSdigital/explore-local-statistics-app"
)
AREA_CODES = "ONS area codes"
WITHIN = "within-"  # and the code of an area, for the group of its councils
_PLURALS = {
    "district": "Districts",
    "unitary": "Unitary authorities",
    "metropolitan district": "Metropolitan districts",
    "London borough": "London boroughs",
    "county": "County councils",
    "council area": "Council areas",
    "local government district": "Districts",
}


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """Councils that the district is compared with; `source` says who put them together."""

    code: str
    name: str
    areas: Sequence[str]
    source: str

    @property
    def median_name(self) -> str:
        """What the middle value of the group is called."""
        return f"{self.name}, median"


@remembered
def home() -> tuple[str, str]:
    """The code and name of the council's district, county or other area."""
    council = home_record()
    return str(council["code"]), str(council["name"])


@remembered
def home_record() -> Record:
    """The council's area as stored: code, name, kind and the code of its parent."""
    return records(cache.ask(stored_council.council))[0]


@remembered
def names() -> Mapping[str, str]:
    """Every area's name by its code."""
    areas = cache.ask(stored_statistics.areas)
    return dict(zip(areas["code"], areas["name"], strict=True))


@remembered
def kinds() -> Mapping[str, str]:
    """Every area's kind by its code."""
    areas = cache.ask(stored_statistics.areas)
    return dict(zip(areas["code"], areas["kind"], strict=True))


@remembered
def councils() -> tuple[str, ...]:
    """Today's councils of the tier of the dashboard's council, by code."""
    return authorities(UPPER_TIER if home()[0].startswith(COUNTY) else LOWER_TIER)


@remembered
def authorities(tier: tuple[str, ...]) -> tuple[str, ...]:
    """Today's councils of a tier, by code."""
    return tuple(
        sorted(code for code in names() if code[:3] in tier and area_shapes.has_shape(code))
    )


@remembered
def above() -> Mapping[str, Sequence[str]]:
    """By code of a council the areas that it lies in, the nearest first: county to kingdom."""
    rows = records(cache.ask(stored_statistics.areas))
    parents = {str(row["code"]): word(row["parent"]) for row in rows}
    every = {*authorities(LOWER_TIER), *authorities(UPPER_TIER), home()[0]}
    return {code: list(_chain(parents, code)) for code in every}


def _chain(parents: Mapping[str, str | None], code: str) -> Iterator[str]:
    parent = parents.get(code)
    while parent is not None:
        yield parent
        parent = parents.get(parent)


def within(code: str) -> tuple[str, ...]:
    """Today's councils that lie in an area."""
    return tuple(council for council in councils() if code in above()[council])


@remembered
def national() -> tuple[str, ...]:
    """The nations that charts draw: the kingdom, Great Britain, and the council's own nation."""
    return (UNITED_KINGDOM, GREAT_BRITAIN, own_nation())


@remembered
def nations() -> tuple[str, ...]:
    """The same with the council's own nation first."""
    return (own_nation(), UNITED_KINGDOM, GREAT_BRITAIN)


@remembered
def own_nation() -> str:
    """The nation that the council lies in: the last area above it before the kingdom."""
    return next(code for code in reversed(above()[home()[0]]) if code != UNITED_KINGDOM)


def nation_of(code: str) -> str:
    """The name of the nation that an area within one lies in, by the first letter of its code."""
    return names()[NATIONS[code[0]]]


@remembered
def groups() -> Sequence[ComparisonGroup]:
    """The groups of several councils, the first of them the one that charts draw.

    Similar areas in each sense, those that the council chose, then those of its county, region and
    nation, and those of its kind.
    """
    district, _ = home()
    listed = [
        ComparisonGroup(code, name, tuple(area for area in areas if area != district), source)
        for code, name, areas, source in (*_similar(), *_chosen(), *_around(), *_of_kind())
    ]
    return [group for group in listed if len(group.areas) >= FEWEST]


@remembered
def close_groups() -> Sequence[ComparisonGroup]:
    """The groups small enough for their middle to say something of the council."""
    return [group for group in groups() if len(group.areas) <= MOST_OF_A_MEDIAN]


@remembered
def compared() -> tuple[str, ...]:
    """The district, then the nations, then the single areas around it: its region and county."""
    around = [code for code in reversed(above()[home()[0]]) if code not in national()]
    return tuple(dict.fromkeys((home()[0], *national(), *around)))


@remembered
def compared_with(area: str) -> tuple[str, ...]:
    """The single areas that any area is set beside: nations, region and county, then the district.

    Of the district itself they are those of its pages.
    """
    if area == home()[0]:
        return compared()[1:]
    above_area = containing(area)
    nation = [code for code in above_area if code in NATIONS.values()]
    nations_first = [UNITED_KINGDOM, GREAT_BRITAIN, *nation, *reversed(above_area), home()[0]]
    return tuple(code for code in dict.fromkeys(nations_first) if code != area)


def nations_beside(area: str) -> tuple[str, ...]:
    """The nations that an area's figure is held against, its own first."""
    nation = [code for code in compared_with(area) if code in NATIONS.values()]
    return (*nation, UNITED_KINGDOM, GREAT_BRITAIN)


@remembered
def containing(area: str) -> Sequence[str]:
    """The codes of the areas that an area of any kind lies in, the nearest first."""
    rows = records(cache.ask(stored_statistics.areas))
    return list(_chain({str(row["code"]): word(row["parent"]) for row in rows}, area))


@remembered
def around_home() -> Sequence[str]:
    """The names of the areas that the district is a part of, the nearest first."""
    parents = cache.ask(stored_statistics.areas).set_index("code")["parent"].to_dict()
    containing, code = list[str](), parents.get(home()[0])
    while isinstance(code, str) and code not in containing:
        containing.append(code)
        code = parents.get(code)
    known = names()
    nations = [nation for nation in national() if nation not in containing]
    return [known.get(code, code) for code in [*containing, *nations]]


def medians(values: Sequence[Record], group: ComparisonGroup) -> Sequence[Record]:
    """The middle figure of a group in each period that at least half of it has a figure for.

    `values` are figures of one statistic, of any areas; each median is such a record too, whose
    `area` is the group's code and whose `councils` says how many figures it is the middle of.
    """
    by_period: dict[tuple[object, object], list[Record]] = {}
    for row in values:
        if row["area"] in group.areas and pd.notna(row["value"]):
            by_period.setdefault((row["period_start"], row["period_end"]), []).append(row)
    enough = max(FEWEST, len(group.areas) / 2)
    rows = [_median(figures, group) for figures in by_period.values() if len(figures) >= enough]
    return sorted(rows, key=lambda row: (row["period_end"], row["period_start"]))


def _median(rows: Sequence[Record], group: ComparisonGroup) -> Record:
    dated = [row["vintage"] for row in rows if pd.notna(row["vintage"])]
    return {
        **rows[0],
        "area": group.code,
        "area_name": group.median_name,
        "value": median(float(str(row["value"])) for row in rows),
        **dict.fromkeys(
            ("lower", "upper", "numerator", "denominator", "per", "nearest_denominator")
        ),
        "note": None,
        "vintage": max(dated, default=None),
        "councils": len(rows),
    }


Listed = tuple[str, str, Sequence[str], str]


def _similar() -> Iterator[Listed]:
    """The similar areas in each sense, of the council's tier."""
    district, name = home()
    for row in records(cache.ask(stored_statistics.similar_areas, district)):
        code, title = SIMILAR[str(row["sense"])]
        nearest = [area for area in str(row["nearest"]).split("; ") if area in councils()]
        yield code, title, nearest, ONS_NEIGHBOURS.format(row["sense"], name)


def _chosen() -> Iterator[Listed]:
    """The groups that the council put together."""
    listed = cache.ask(stored_statistics.comparison_groups, home()[0])
    for code, rows in listed.groupby("code", sort=False):
        areas = [str(area) for area in rows["area"]]
        yield str(code), str(rows["name"].iloc[0]), areas, str(rows["source"].iloc[0])


def _around() -> Iterator[Listed]:
    """The councils of each area that the council lies in, the nearest first."""
    for code in above()[home()[0]]:
        title = "United Kingdom" if code == UNITED_KINGDOM else names()[code]
        yield f"{WITHIN}{code}", f"Councils of {title}", within(code), AREA_CODES


def _of_kind() -> Iterator[Listed]:
    """The councils of the same kind in the same nation."""
    kind, nation = str(home_record()["kind"]), own_nation()
    alike = [code for code in within(nation) if kinds()[code] == kind]
    if len(alike) < len(within(nation)):
        yield "same-kind", f"{_PLURALS[kind]} of {names()[nation]}", alike, AREA_CODES
