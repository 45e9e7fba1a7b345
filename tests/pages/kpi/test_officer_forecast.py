"""An officer's forecast stands beside ours with its label, who and when, and never in it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from data.uploads import StoredFile
from insights import answers
from insights.officer_forecasts import forecast_box, officer_forecasts
from insights.report_scope import report_scope
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from reports.committee.exceptions_section import exceptions_section
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.loaders.checks.small_workbooks import alone, series
from tests.pages import shipped
from tests.pages.app import failures, opened, text

CODE = "DM 02"
OFFICERS = "Year end, forecast by an officer"
SHARES = [91.2, 93.4, 92.1, 90.8, 89.9, 92.7, 93.3, 91.5, 90.1, 92.9]


def published() -> Store:
    """Ten quarters of a percentage, from April 2023 on, against a target of 95."""
    store = publish.ready()
    store.withdraw(ANALYST, shipped.SAMPLE, "a test")
    rows = alone(*series(CODE, *SHARES, year=2023, target=95))
    file = SubmittedFile(StoredFile("planning.xlsx", rows))
    publish.publish(store, file, publish.read(file, Plans()), ANALYST)
    return store


def given(number: float | None, name: str = "O. Fficer") -> AppTest:
    app = opened("kpi", kpi=CODE, analysts="true")
    year = next(box for box in app.selectbox if box.label == "Financial year")
    year.set_value("2025/26")
    box = next(box for box in app.number_input if box.label == "Forecast outturn (%)")
    box.set_value(number)
    reason = next(box for box in app.text_input if box.label.startswith("What it rests on"))
    reason.input("two <b>planners</b> start in May")
    app.text_input(key=f"forecast-by-{CODE}").input(name)
    return pressed(app, "Keep the forecast")


def pressed(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not failures(app)
    return app


@pytest.mark.usefixtures("fresh")
def test_it_stands_beside_ours_and_in_answers_until_it_is_taken_back() -> None:
    published()
    page_text = text(given(93.25))
    ours, theirs = page_text.index("Year end, worked out here"), page_text.index(OFFICERS)
    assert "Q4 2025/26 likely " in page_text[ours:theirs]
    assert "93.25% in 2025/26, said by O. Fficer" in page_text[theirs:]
    assert "two &lt;b&gt;planners&lt;/b&gt; start in May" in page_text
    known = kpi(CODE)
    # It is no note on the chart, and moves nothing that is worked out here.
    assert known.events == []
    (answer,) = [row for row in answers.kpi_answers([known]) if row["code"] == CODE]
    assert answer["officer_forecast"]["value"] == 93.25
    assert answer["officer_forecast"]["said_by"].startswith("O. Fficer")
    assert answer["forecast"]["period"]["label"] == "Q4 2025/26"
    assert answer["forecast"]["upper"] <= 100
    assert answer["forecast"]["method"].startswith("seasonal Theta, from 10 figures")

    section = exceptions_section(report_scope("2025/26-Q2", date(2025, 11, 20)))
    assert any(str(getattr(block, "text", "")).startswith(OFFICERS) for block in section.blocks)

    app = opened("kpi", kpi=CODE, analysts="true")
    app.text_input(key=f"forecast-back-by-{CODE}").input("O. Fficer")
    page_text = text(pressed(app, "Take the forecast back"))
    assert OFFICERS not in page_text
    assert officer_forecasts(kpi(CODE)) == []


@pytest.mark.usefixtures("fresh")
def test_without_a_number_or_a_name_nothing_is_kept() -> None:
    published()
    assert "Give the number that you expect" in text(given(None))
    assert "Give the name of the person" in text(given(93, " "))
    assert officer_forecasts(kpi(CODE)) == []
    possible = forecast_box(kpi(CODE)).possible
    assert (possible.low, possible.high) == (0, 100)
