"""The district and the areas that stand beside it: nations, region, county and groups of councils.

Which ones is data: data/reference/comparison_groups.csv, in its order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from data.questions import stored_statistics
from data.records import Record
from insights import cache
from insights.cache import by_edition
from insights.kpis import current_plan, plan_record

# The nations that publishers compare with: United Kingdom, Great Britain, England.
NATIONAL = ("K02000001", "K03000001", "E92000001")
FEWEST = 3  # councils that have a middle


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


@by_edition
def home() -> tuple[str, str]:
    """The code and name of the district that the newest plan is for."""
    code = str(plan_record(current_plan())["area"])
    known = names()
    return code, known.get(code, code)


@by_edition
def names() -> Mapping[str, str]:
    """Every area's name by its code."""
    areas = cache.ask(stored_statistics.areas)
    return dict(zip(areas["code"], areas["name"], strict=True))


@by_edition
def groups() -> Sequence[ComparisonGroup]:
    """The groups of several councils, the first of them the one that charts draw."""
    district, _ = home()
    listed = [
        ComparisonGroup(code, name, [area for area in areas if area != district], source)
        for code, name, areas, source in _listed()
    ]
    return [group for group in listed if len(group.areas) >= FEWEST]


@by_edition
def compared() -> tuple[str, ...]:
    """The district, then the nations, then the single areas around it: its region and county."""
    around = (areas[0] for _, _, areas, _ in _listed() if len(areas) == 1)
    return tuple(dict.fromkeys((home()[0], *NATIONAL, *around)))


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
        **dict.fromkeys(("lower", "upper", "numerator", "denominator", "per")),
        "note": None,
        "vintage": max(dated, default=None),
        "councils": len(rows),
    }


def _listed() -> Sequence[tuple[str, str, Sequence[str], str]]:
    """Code, name, areas and source of each group as the reference file has it."""
    listed = cache.ask(stored_statistics.comparison_groups)
    return [
        (
            str(code),
            str(rows["name"].iloc[0]),
            [str(area) for area in rows["area"]],
            str(rows["source"].iloc[0]),
        )
        for code, rows in listed.groupby("code", sort=False)
    ]
