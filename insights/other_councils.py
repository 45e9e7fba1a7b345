"""What a district council does not do, and which council does it there."""

import re
from collections.abc import Mapping, Sequence

from insights import areas
from insights.area_parents import areas_above

# Whole words that are looked for, and the task of a county council that they are about.
_TASKS: Mapping[str, Sequence[str]] = {
    "roads and pavements": ("pothole", "potholes", "road", "roads", "pavement", "pavements"),
    "street lights": ("street light", "street lights", "street lighting", "streetlights"),
    "buses": ("bus", "buses"),
    "schools": ("school", "schools"),
    "social care": ("social care", "care home", "care homes"),
    "libraries": ("library", "libraries"),
}


def task_of_county(words: str) -> str:
    """That a county council does what some words are about; empty elsewhere and of other words.

    Only districts of a county share their tasks with another council.
    """
    code, _ = areas.home()
    asked = " ".join(["", *re.findall(r"\w+", words.lower()), ""])
    tasks = (task for task, known in _TASKS.items() if any(f" {w} " in asked for w in known))
    task = next(tasks, "")
    county = next((area for area in areas_above(code) if area.startswith(areas.COUNTY)), "")
    if not task or not county:
        return ""
    name = areas.names().get(county, county)
    return f"{name} County Council looks after {task} here, not the district."
