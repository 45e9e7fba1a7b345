"""What can be chosen to be compared."""

import pytest

from insights.selectable_statistics import selectable_areas, selectable_statistics, usual_areas
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_statistics_with_figures_stand_in_screen_order() -> None:
    codes = list(selectable_statistics())
    assert codes[:2] == ["population", "population-density"]
    assert all(str(row["name"]) for row in selectable_statistics().values())


def test_areas_are_known_by_name_in_the_order_of_letters() -> None:
    by_name = selectable_areas("employment-rate")
    assert by_name[shipped.HOME_NAME] == shipped.HOME
    assert list(by_name) == sorted(by_name)
    assert len(set(by_name.values())) == len(by_name)


def test_the_usual_areas_are_nations_and_region_and_none_of_a_total() -> None:
    usual = ["E07000131", "K02000001", "E92000001", "E12000004"]
    assert usual_areas("employment-rate") == usual
    assert usual_areas("population") == [shipped.HOME]
