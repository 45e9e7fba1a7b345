"""A KPI in another view, which the address names."""

import pytest

from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_a_view_has_its_own_table_of_figures() -> None:
    page_text = text(opened("kpi", kpi="CON 15", figures="Year to date"))
    assert "nothing is counted twice" in page_text
    assert '<th scope="col" class="num">Figure</th>' in page_text
    assert ">914<" in page_text


def test_a_kpi_without_other_views_offers_none() -> None:
    app = opened("kpi", kpi="CCS 06")
    assert "Figures" not in [choice.label for choice in app.button_group]
