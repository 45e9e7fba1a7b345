"""One finding decided by itself, otherwise than the rest."""

import pytest

from data import store as stores
from data.questions import stored_uploads
from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import text
from tests.pages.shipped import FIRST_UPLOAD
from tests.pages.upload.upload_page import (
    choice,
    grouped,
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
    group = grouped(app, "100 %")
    boxes = {box.label: box for box in (*group.selectbox, *group.text_input)}
    boxes["One of them"].set_value(1)
    boxes["What to do with it"].set_value("Correct it")
    boxes["The right figure, where it is to be corrected"].input("13")
    boxes["Reason for this one"].input("a nought too many")
    group.button[0].click().run()
    assert "Correct it to 13: a nought too many" in text(app)
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    assert sorted(values[values["upload"] == FIRST_UPLOAD]["value"]) == [13, 120]
    actions = set(stored_uploads.findings(stores.shared(), FIRST_UPLOAD)["action"].dropna())
    assert "Corrected to 13 by A. Analyst (typed): a nought too many" in actions
