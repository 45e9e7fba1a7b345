"""The KPI's page: every KPI has an address."""

import pytest

from data import store as stores
from data.questions import stored_kpis
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_a_kpi_of_every_unit_direction_and_frequency_opens_by_its_address() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    kinds = kpis.drop_duplicates(["unit", "polarity", "frequency"])
    assert len(kinds) > 10
    for code in kinds["code"]:
        app = opened("kpi", kpi=code)
        assert app.selectbox(key="kpi-choice").value == code


def test_an_address_with_an_unknown_kpi_says_so_and_offers_the_nearest() -> None:
    app = opened("kpi", kpi="CON 99")
    assert ["There is no measure CON 99" in warning.value for warning in app.warning] == [True]
    assert 'href="kpi?kpi=CON+15"' in text(app)
    assert not app.get("vega_lite_chart")


def test_a_code_typed_otherwise_is_the_kpi_that_it_means() -> None:
    assert opened("kpi", kpi="con15").selectbox(key="kpi-choice").value == "CON 15"


def test_another_measure_is_shown_in_the_run_that_it_is_chosen_in() -> None:
    app = opened("kpi", kpi="CON 15")
    before = app.title[0].value
    app.selectbox(key="kpi-choice").select("HS 25").run()
    assert app.title[0].value == opened("kpi", kpi="HS 25").title[0].value != before
