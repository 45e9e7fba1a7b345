"""The district beside other areas as a table, with the facts of each comparison."""

from collections.abc import Sequence

from insights import areas
from insights.comparisons import ComparedArea
from insights.district_statistics import Statistic
from insights.statistic_wording import figure_in
from pages.shared import html_tables


def table(statistic: Statistic) -> None:
    """Every comparison with area, statistic, period and vintage, and its verdict or why none."""
    if not statistic.comparisons:
        return
    rows = [_cells(statistic, compared) for compared in statistic.comparisons]
    _, name = areas.home()
    caption = f"{statistic.name}: {name} beside others"
    html_tables.table(caption, ["Beside", "Figure", f"{name} is"], rows, numeric=["Figure"])
    compared = {str(area.row["area_name"]) for area in statistic.comparisons}
    around = [area for area in areas.around_home() if area in compared]
    if around:
        html_tables.quiet(f"{name} is itself part of: {', '.join(around)}.")


def _cells(statistic: Statistic, compared: ComparedArea) -> Sequence[html_tables.Cell]:
    return [
        html_tables.with_facts(str(compared.row["area_name"]), compared.facts),
        html_tables.unbroken(figure_in(statistic.definition, compared.row)),
        compared.verdict,
    ]
