"""The KPI's page: every KPI has an address."""

import pytest

from data import store as stores
from data.questions import stored_kpis
from tests.pages.app import opened
from tests.pages.shipped import FIRST_KPI

pytestmark = pytest.mark.usefixtures("only_read")


def test_every_kpi_of_the_plan_opens_by_its_address() -> None:
    kpis = stored_kpis.kpis(stores.shared())
    for code in kpis["code"]:
        app = opened("kpi", kpi=code)
        assert app.selectbox(key="kpi-choice").value == code


def test_an_address_with_an_unknown_kpi_shows_the_first_one() -> None:
    app = opened("kpi", kpi="NO 99")
    assert app.selectbox(key="kpi-choice").value == FIRST_KPI
