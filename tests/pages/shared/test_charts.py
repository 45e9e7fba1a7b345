"""Charts on pages: specifications without data."""

import pytest

from pages.shared import charts, kpi_charts


@pytest.mark.parametrize(
    "spec",
    [
        kpi_charts._control_spec(tuple(kpi_charts.POINTS)),
        charts._bar_spec(),
    ],
)
def test_a_kept_specification_holds_no_data(spec: dict[str, object]) -> None:
    assert "datasets" not in spec
    assert "data" not in spec
