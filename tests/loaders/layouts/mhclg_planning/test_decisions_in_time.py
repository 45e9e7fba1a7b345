"""Planning figures of a line: sums and shares only of parts that are there."""

from collections.abc import Mapping

import pytest

from loaders.layouts.mhclg_planning.decisions_in_time import PlanningFigure, statistics_of_line
from loaders.layouts.mhclg_planning.planning_headings import planning_heading
from loaders.statistics.markers import PublishedCell
from loaders.workbook import CellPlace
from metrics.status import State

ALL, WITHOUT, WITH = ("(all)", "(excluding PAs)", "(PAs only)")
DECIDED, IN_TIME = "Total decisions; major total ", "Total decisions in time; major total "


def made(cells: Mapping[str, float | None]) -> dict[str, float | str | None]:
    figures = {}
    for column, (typed, value) in enumerate(cells.items(), 1):
        heading = planning_heading(typed)
        assert heading is not None
        published = (
            PublishedCell(value)
            if value is not None
            else PublishedCell(state=State.NOT_APPLICABLE.value)
        )
        figures[heading] = PlanningFigure(CellPlace(1, column), published)
    return {
        measure.code: cell.state if cell.value is None else cell.value
        for measure, cell in (
            (measure, figure.published) for measure, figure in statistics_of_line(figures)
        )
    }


CODE = "major-planning-decisions"


@pytest.mark.parametrize(
    ("cells", "decided", "in_time", "share"),
    [
        ({DECIDED + ALL: 20, IN_TIME + WITHOUT: 5, IN_TIME + WITH: 12}, 20, 17, 85),
        ({DECIDED + ALL: 20, IN_TIME + ALL: 15}, 20, 15, 75),
        ({DECIDED + WITHOUT: 6, DECIDED + WITH: 14}, 20, None, None),
        # The other part is missing, and there is something in it.
        ({DECIDED + ALL: 20, DECIDED + WITHOUT: 6, IN_TIME + WITHOUT: 5}, 20, None, None),
        # The other part is missing, and nothing is in it.
        ({DECIDED + ALL: 6, DECIDED + WITHOUT: 6, IN_TIME + WITHOUT: 5}, 6, 5, 500 / 6),
        ({DECIDED + ALL: 0, IN_TIME + ALL: 0}, 0, 0, None),
        ({DECIDED + ALL: None, IN_TIME + ALL: 3}, "not applicable", 3, None),
        ({IN_TIME + WITHOUT: None, IN_TIME + WITH: 3}, None, "not applicable", None),
    ],
)
def test_sums_and_shares_have_all_their_parts(
    cells: Mapping[str, float | None],
    decided: float | str | None,
    in_time: float | None,
    share: float | None,
) -> None:
    figures = made(cells)
    assert figures.get(CODE) == decided
    assert figures.get(f"{CODE}-in-time") == in_time
    assert figures.get(f"{CODE}-in-time-share") == share


def test_a_share_that_is_given_is_not_derived() -> None:
    figures = made({DECIDED + ALL: 20, IN_TIME + ALL: 15, "% of major decisions in time": 74})
    assert figures[f"{CODE}-in-time-share"] == 74
