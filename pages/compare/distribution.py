"""Where the district stands among all local authorities, as points on one axis."""

import pandas as pd
import streamlit as st

from data.records import Record, records
from insights import areas, district_statistics
from insights.formatting import count
from metrics.comparison.quantile_bands import quantile_bands
from pages.compare import swarm
from pages.shared import charts, html_tables

AUTHORITIES = frozenset((
    "district", "unitary", "metropolitan district", "London borough", "council area",
    "local government district",
))  # fmt: skip
FEWEST = 10  # areas that are a distribution
FIFTHS = ("lowest", "second lowest", "middle", "second highest", "highest")


def among_authorities(definition: Record, values: pd.DataFrame) -> None:
    """All local authorities in the district's latest period, the district marked.

    `values` are the standing figures of one statistic for every area, in period order.
    """
    home, name = areas.home()
    valued = values[values["value"].notna()]
    own = valued[valued["area"] == home]
    if own.empty:
        return
    latest = own.iloc[-1]
    same = valued[
        (valued["period_start"] == latest["period_start"])
        & (valued["period_end"] == latest["period_end"])
        & (valued["area_kind"].isin(AUTHORITIES))
    ].sort_values("value")
    if len(same) < FEWEST:
        return
    bands = quantile_bands(list(same["value"]), len(FIFTHS))
    band = bands[list(same["area"]).index(home)]
    st.header("Among local authorities", anchor=False)
    sentence = _sentence(definition, name, str(latest["period_label"]), same, band or 1)
    html_tables.quiet(sentence)
    points = pd.DataFrame(
        {
            "value": same["value"],
            "series": same["area_name"],
            "offset": swarm.offsets(list(same["value"])),
            "home": same["area"] == home,
            "named": same["area"] == home,
            "words": [district_statistics.figure_of(definition, value) for value in same["value"]],
        }
    )
    charts.area_strip(points, district_statistics.measure(definition), sentence, "compare-strip")
    with st.expander("Every local authority's figure"):
        rows: list[list[html_tables.Cell]] = [
            [str(row["area_name"]), district_statistics.figure_of(definition, row["value"])]
            for row in records(same)
        ]
        title = f"{definition['name']}, {latest['period_label']}"
        html_tables.table(title, ["Local authority", "Figure"], rows, numeric=["Figure"])


def _sentence(definition: Record, name: str, period: str, same: pd.DataFrame, band: int) -> str:
    authorities = count(len(same), "local authority", "local authorities")
    low, high = (
        district_statistics.figure_of(definition, end)
        for end in (same["value"].min(), same["value"].max())
    )
    return (
        f"{name} is in the {FIFTHS[band - 1]} fifth of the {authorities} with a figure for "
        f"{period}, from {low} to {high}. A place in an order is no verdict."
    )
