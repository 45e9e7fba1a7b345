"""A point of an area's line, for tests of charts."""

import pandas as pd

from insights.area_roles import AreaRole
from insights.statistic_lines import LinePoint


def area_point(series: str, role: AreaRole, value: float = 1) -> LinePoint:
    start, end = pd.Timestamp(2024, 1, 1), pd.Timestamp(2025, 1, 1)
    return LinePoint(
        start=start, date=start, end=end, label="2024", series=series, role=role, part="0",
        value=value, low=None, high=None, words="2024: 1",
        reading=f"{series}, 2024: 1",
    )  # fmt: skip
