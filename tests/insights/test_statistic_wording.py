"""How a statistic's figures and axis are written."""

import pytest

from insights.statistic_wording import axis_title, figure_of


@pytest.mark.parametrize(
    ("unit", "decimals", "words"),
    [("percent", 1, "15.8%"), ("percent", None, "15.8%"), ("number", 0, "16")],
)
def test_a_figure_has_its_unit_and_decimals(unit: str, decimals: int | None, words: str) -> None:
    assert figure_of({"unit": unit, "decimals": decimals}, 15.8) == words


def test_an_axis_is_called_by_its_unit() -> None:
    assert axis_title({"unit": "tonnes CO2e"}) == "Tonnes CO₂e"
