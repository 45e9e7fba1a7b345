"""What a district council does not do, and which council does it there."""

from collections.abc import Mapping

from insights import areas
from insights.area_parents import areas_above

# How a word that is looked for begins, and the task of a county council that it is about.
_TASKS: Mapping[str, str] = {
    "pothole": "Roads and pavements",
    "road": "Roads and pavements",
    "pavement": "Roads and pavements",
    "street light": "Street lights",
    "bus ": "Buses",
    "buses": "Buses",
    "school": "Schools",
    "social care": "Social care",
    "care home": "Social care",
    "librar": "Libraries",
}


def task_of_county(words: str) -> str:
    """That a county council does what some words are about; empty elsewhere and of other words.

    Only districts of a county share their tasks with another council.
    """
    code, _ = areas.home()
    asked = f" {' '.join(words.lower().split())} "
    task = next((task for begins, task in _TASKS.items() if f" {begins}" in asked), "")
    county = next((area for area in areas_above(code) if area.startswith(areas.COUNTY)), "")
    if not task or not county:
        return ""
    name = areas.names().get(county, county)
    return f"{task} here are a task of {name} County Council, not of the district."
