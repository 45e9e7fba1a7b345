"""The district beside other areas as a table, with the facts of each comparison."""

from collections.abc import Sequence

from data.records import Record
from insights import areas
from insights.comparisons import ComparedArea, _decimals
from insights.formatting import figure
from pages.shared import html_tables


def table(definition: Record, comparisons: Sequence[ComparedArea]) -> None:
    """Every comparison with area, statistic, period and vintage, and its verdict or why none."""
    if not comparisons:
        return
    decimals = _decimals(definition)
    rows: list[list[html_tables.Cell]] = [
        [
            html_tables.with_facts(str(one.row["area_name"]), one.facts),
            html_tables.unbroken(
                figure(float(str(one.row["value"])), str(definition["unit"]), decimals)
            ),
            one.verdict,
        ]
        for one in comparisons
    ]
    _, name = areas.home()
    caption = f"{definition['name']}: {name} beside others"
    html_tables.table(caption, ["Beside", "Figure", f"{name} is"], rows, numeric=["Figure"])
