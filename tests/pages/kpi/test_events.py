"""What happened to a KPI is kept with a name, stands on the chart, and is taken back."""

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.questions import stored_kpis
from tests.pages import shipped
from tests.pages.app import failures, opened, text

pytestmark = pytest.mark.usefixtures("fresh")


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not failures(app)
    return app


def added(name: str) -> AppTest:
    app = opened("kpi", kpi="SP 01", analysts="true")
    boxes = {box.label: box for box in app.text_input}
    boxes["What happened, in a few words"].input("a new <b>contract</b>")
    app.text_input(key="event-by-SP 01").input(name)
    return pressed(app, "Keep it")


def kept() -> int:
    return len(stored_kpis.kpi_events(stores.shared(), shipped.PLAN))


def test_an_event_is_kept_and_told_below_the_chart() -> None:
    page_text = text(added("A. Analyst"))
    assert "It is kept and stands on the chart" in page_text.replace("\\", "")
    assert "a new &lt;b&gt;contract&lt;/b&gt;" in page_text
    assert kept() == 1


def test_without_a_name_nothing_is_kept() -> None:
    assert "Give the name of the person" in text(added(" "))
    assert kept() == 0


def test_an_event_is_taken_back() -> None:
    app = added("A. Analyst")
    app.text_input(key="event-back-by-SP 01").input("B. Analyst")
    page_text = text(pressed(app, "Take it back"))
    assert "It is taken back" in page_text
    assert "contract" not in page_text
    assert kept() == 0
