"""Small pictures of trends: points as shares, gaps kept, words for those who do not see them."""

import pytest

from insights.kpis import Kpi, current_plan, kpis_of
from insights.sparklines import Sparkline, kpi_sparkline
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")


def drawn(known: Kpi, years: int | None = 3) -> Sparkline:
    picture = kpi_sparkline(known, years)
    assert picture
    return picture


def test_every_point_is_inside_its_picture() -> None:
    for known in kpis_of(current_plan()):
        picture = drawn(known)
        dots = [dot for line in (*picture.lines, *picture.targets) for dot in line]
        assert all(0 <= dot.x <= 1 and 0 <= dot.y <= 1 for dot in dots), known.code


def test_three_years_of_quarters_are_twelve_points() -> None:
    assert sum(map(len, drawn(kpi("CON 15")).lines)) == 12


def test_a_gap_stays_a_gap() -> None:
    """CCS 17 lacks a figure; what counts up begins anew every year."""
    assert len(drawn(kpi("CCS 17"), None).lines) > 1
    assert len(drawn(kpi("SP 01")).lines) == 3


def test_its_words_say_from_where_to_where() -> None:
    assert drawn(kpi("DM 02")).words == (
        "2022/23 to 2024/25: from 89.5% to 79.8%, between 79.8% and 89.5%"
    )
