"""The Upload page: what waits for a decision is decided there, with a reason, and published."""

import pytest
from streamlit.testing.v1 import AppTest

from data import questions
from data import store as stores
from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("fresh")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_file(content: bytes, name: str = "q1.xlsx") -> AppTest:
    app = opened("upload")
    app.file_uploader[0].set_value([(name, content, XLSX)]).run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


def choice(app: AppTest, code: str) -> str:
    """The key of a group's radio, without the file's hash."""
    return next(str(radio.key) for radio in app.radio if str(radio.key).endswith(f"-{code}"))


def published(app: AppTest) -> None:
    app.text_input(key=next(k for k in _keys(app) if k.startswith("by-"))).input("A. Analyst")
    next(b for b in app.button if b.label.startswith("Publish")).click().run()
    assert not app.exception, [problem.message for problem in app.exception]


def _keys(app: AppTest) -> list[str]:
    return [str(box.key) for box in app.text_input]


def test_a_file_in_order_asks_nothing_and_is_published() -> None:
    app = with_file(listed())
    assert "Fit to publish" in text(app)
    assert not app.radio
    published(app)
    assert len(questions.uploads(stores.shared())) == 4


def test_what_waits_is_decided_with_a_reason_and_published() -> None:
    app = with_file(listed(("ZZ 99", "", "Q1 2024/25", 5), ("DM 02", "", "Q1 2024/25", "120%")))
    assert "2 figures wait for a decision" in text(app)
    assert not any(button.label.startswith("Publish") for button in app.button)
    unknown, too_much = choice(app, "unknown_kpi"), choice(app, "percent_out_of_range")
    assert app.radio(key=unknown).options == ["Decide later", "Leave out"]
    assert app.radio(key=too_much).options == ["Decide later", "Accept as read", "Leave out"]
    app.radio(key=unknown).set_value("Leave out").run()
    assert "Give a reason" in text(app)
    app.text_input(key=unknown.replace("choice", "reason")).input("not ours")
    app.radio(key=too_much).set_value("Accept as read")
    app.text_input(key=too_much.replace("choice", "reason")).input("asked planning").run()
    assert "Fit to publish" in text(app)
    published(app)
    store = stores.shared()
    values = questions.standing(store, "kpi_value")
    assert set(values[values["upload"] == 4]["code"]) == {"CP 01", "DM 02"}
    actions = set(questions.findings(store, 4)["action"].dropna())
    assert "Left out by A. Analyst: not ours" in actions
    assert "Accepted by A. Analyst: asked planning" in actions


def test_a_refused_file_offers_no_decision() -> None:
    app = with_file(listed(("CP 01", "", "Q1 2024/25", 901), ("ZZ 99", "", "Q1 2024/25", 5)))
    assert "Refused: nothing is stored" in text(app)
    assert not app.radio
