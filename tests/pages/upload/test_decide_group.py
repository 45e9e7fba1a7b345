"""What waits for a decision is decided group by group, with a reason."""

import pytest

from data import store as stores
from data.questions import stored_uploads
from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import text
from tests.pages.shipped import FIRST_UPLOAD
from tests.pages.upload.upload_page import (
    choice,
    published,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


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
    values = stored_uploads.current_rows(store, "kpi_value")
    assert set(values[values["upload"] == FIRST_UPLOAD]["code"]) == {"CP 01", "DM 02"}
    actions = set(stored_uploads.findings(store, FIRST_UPLOAD)["action"].dropna())
    assert "Left out by A. Analyst (typed): not ours" in actions
    assert "Accepted by A. Analyst (typed): asked planning" in actions


def test_a_refused_file_offers_no_decision() -> None:
    app = with_file(listed(("CP 01", "", "Q1 2024/25", 901), ("ZZ 99", "", "Q1 2024/25", 5)))
    assert "Refused: nothing is stored" in text(app)
    assert not app.radio
