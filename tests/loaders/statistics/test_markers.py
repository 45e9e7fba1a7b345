"""Cells of figures: numbers, marks and the markers that stand in their place."""

from datetime import date

import pytest

from loaders.statistics.markers import PublishedCell, read_figure
from loaders.workbook import CellValue
from metrics.status import State


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, PublishedCell(0.0)),
        (-12.5, PublishedCell(-12.5)),
        ("1,234", PublishedCell(1234.0)),
        ("-1.5", PublishedCell(-1.5)),
        (" 468 ", PublishedCell(468.0)),
        ("468R", PublishedCell(468.0, note="revised")),
        ("1,234 P", PublishedCell(1234.0, provisional=True)),
        ("906 [r]", PublishedCell(906.0, note="revised")),
        ("906 [p]", PublishedCell(906.0, provisional=True)),
    ],
)
def test_a_number_is_read_as_published(cell: CellValue, expected: PublishedCell) -> None:
    assert read_figure(cell) == expected


@pytest.mark.parametrize(
    ("marker", "state"),
    [
        ("..", State.NOT_APPLICABLE),
        ("-", State.NOT_APPLICABLE),
        ("[z]", State.NOT_APPLICABLE),
        (":", State.AWAITED),
        ("[x]", State.AWAITED),
        ("x", State.SUPPRESSED),
        ("X", State.SUPPRESSED),
        ("u", State.SUPPRESSED),
        ("[c]", State.SUPPRESSED),
        ("n/a", State.NOT_APPLICABLE),
    ],
)
def test_a_marker_is_a_state_and_never_zero(marker: str, state: State) -> None:
    published = read_figure(marker)
    assert published is not None
    assert (published.value, published.state) == (None, state.value)


@pytest.mark.parametrize(
    "cell", ["some", "5 to 9", ">=90", "12 days", "yes", True, date(2021, 4, 1), ""]
)
def test_anything_else_is_no_figure(cell: CellValue) -> None:
    assert read_figure(cell) is None
