"""The statistics and areas that can be chosen to be compared."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.areas import home
from insights.cache import by_edition


@by_edition
def selectable_statistics() -> Mapping[str, Record]:
    """Statistics with figures by code, first those that the reference files define."""
    published = {
        str(row["code"]): row for row in records(cache.ask(stored_statistics.statistic_codes))
    }
    defined = {
        code: row for code, row in district_statistics.definitions().items() if code in published
    }
    others = {
        code: {**row, "name": row["name"] or code, "decimals": None, "publisher": None}
        for code, row in published.items()
        if code not in defined
    }
    return defined | others


def figures_everywhere(code: str) -> Sequence[Record]:
    """The standing figures of a statistic for all areas, or the states in their place."""
    rows = records(cache.ask(stored_statistics.statistic_everywhere, code))
    return [row for row in rows if pd.notna(row["value"]) or pd.notna(row["state"])]


@by_edition
def selectable_areas(code: str) -> Mapping[str, str]:
    """Codes of the areas of a statistic by name; of two with one name the code stands behind it."""
    names = {str(row["area"]): str(row["area_name"]) for row in figures_everywhere(code)}
    areas_named = Counter(names.values())
    return {
        name if areas_named[name] == 1 else f"{name} ({area})": area
        for area, name in sorted(names.items(), key=lambda item: item[1])
    }


@by_edition
def usual_areas(code: str) -> Sequence[str]:
    """The district beside the areas that its pages compare it with; alone where it is a total."""
    district, _ = home()
    if district_statistics.is_total(selectable_statistics()[code]):
        return [district]
    usual = areas.compared()
    rows = [row for row in figures_everywhere(code) if row["area"] in usual]
    return list(district_statistics.shown_areas(rows))
