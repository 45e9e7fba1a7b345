"""One finding decided by itself, otherwise than the rest."""

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


def test_one_figure_is_corrected_and_the_others_of_its_kind_are_accepted() -> None:
    rows = (("DM 02", "", "Q1 2024/25", "120%"), ("DM 02", "", "Q2 2024/25", "130%"))
    app = with_file(listed(*rows))
    alike = choice(app, "percent_out_of_range")
    app.radio(key=alike).set_value("Accept as read")
    app.text_input(key=alike.replace("choice", "reason")).input("double counted").run()
    boxes = [box for box in app.selectbox if str(box.key).startswith("do-")]
    boxes[1].set_value("correct").run()
    next(box for box in app.text_input if box.label == "The right figure").input("13")
    next(b for b in app.text_input if str(b.key).startswith("why-")).input("a nought too many")
    next(button for button in app.button if button.label == "Decide").click().run()
    assert "Corrected to 13: a nought too many" in text(app)
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    assert sorted(values[values["upload"] == FIRST_UPLOAD]["value"]) == [13, 120]
    actions = set(stored_uploads.findings(stores.shared(), FIRST_UPLOAD)["action"].dropna())
    assert "Corrected to 13 by A. Analyst (typed): a nought too many" in actions
