"""The statistics and areas that can be chosen to be compared."""

from collections import Counter
from collections.abc import Mapping, Sequence

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.areas import home
from insights.cache import remembered


@remembered
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


@remembered
def selectable_areas(code: str) -> Mapping[str, str]:
    """Codes of the areas of a statistic by name; of two with one name the code stands behind it."""
    areas_of_code = cache.ask(stored_statistics.statistic_areas, code)
    names = dict(zip(areas_of_code["area"], areas_of_code["area_name"], strict=True))
    areas_named = Counter(names.values())
    return {
        name if areas_named[name] == 1 else f"{name} ({area})": area
        for area, name in sorted(names.items(), key=lambda item: item[1])
    }


@remembered
def usual_areas(code: str) -> Sequence[str]:
    """The district beside the areas that its pages compare it with; alone where it is a total."""
    district, _ = home()
    if district_statistics.is_total(selectable_statistics()[code]):
        return [district]
    rows = records(district_statistics.values_of((code,), areas.compared()))
    return list(district_statistics.shown_areas(rows))
