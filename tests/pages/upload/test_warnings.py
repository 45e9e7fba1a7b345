"""Warnings stop nothing; who can explain one acknowledges it with a reason."""

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.questions import stored_uploads
from tests.loaders.checks.small_workbooks import GOOD, alone, listed
from tests.pages.app import opened, text
from tests.pages.shipped import FIRST_UPLOAD
from tests.pages.upload.upload_page import (
    SEPTEMBER,
    STATUS,
    acknowledged,
    grouped,
    published,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


STATUS_TOO = ("DM 02", "", "Q2 2024/25", 99, 90, "Red")


def heading(app: AppTest) -> str:
    return next(str(element.value) for element in app.subheader if "warning" in str(element.value))


def test_warnings_stop_nothing_and_are_acknowledged_only_by_whoever_wants_to() -> None:
    app = with_file(listed(STATUS, STATUS_TOO))
    assert "Fit to publish" in text(app)
    assert "acknowledged" not in heading(app)
    published(app)
    kept = stored_uploads.findings(stores.shared(), FIRST_UPLOAD)
    assert not kept["message"].str.contains("Acknowledged").any()


def test_a_warning_is_acknowledged_with_a_reason_that_history_shows() -> None:
    app = with_file(listed(STATUS, STATUS_TOO))
    acknowledged(app, "status_differs", "  ")
    assert heading(app) == "4 warnings"
    acknowledged(app, "status_differs", "<b>their</b> rule")
    assert heading(app) == "4 warnings, 2 acknowledged"
    assert text(app).count("Acknowledged: &lt;b&gt;their&lt;/b&gt; rule") == 2
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    assert sorted(values[values["upload"] == FIRST_UPLOAD]["value"]) == [98, 99]
    page_text = text(opened("history", upload=str(FIRST_UPLOAD)))
    assert page_text.count("Acknowledged by A. Analyst (typed): &lt;b&gt;their&lt;/b&gt; rule") == 2


def test_of_several_warnings_of_a_kind_those_that_are_open_stand_first() -> None:
    group = grouped(with_file(listed(STATUS, STATUS_TOO)), "status")
    group.selectbox[0].set_value(0)
    group.text_input[-1].input("their rule")
    app = group.button[0].click().run()
    group = grouped(app, "status")
    assert group.label.endswith(": 2, 1 acknowledged")
    assert group.proto.expanded
    table = group.get("html")[0].proto.body
    assert table.index(">Open<") < table.index(">Acknowledged: their rule<")
    group.selectbox[1].set_value("As the others")
    group.button[0].click().run()
    assert heading(app) == "4 warnings"


def test_warnings_about_the_file_are_acknowledged_together() -> None:
    published(with_file(alone(SEPTEMBER, STATUS, GOOD)))
    app = with_file(alone(("SP 01", "", "Q3 2024/25", 70, 90)))
    assert grouped(app, "last file of this kind had").label.endswith(": 2")
    assert not grouped(app, "last file of this kind had").button
    acknowledged(app, "kpi_missing", "reported later")
    assert grouped(app, "last file of this kind had").label.endswith(": 2, all acknowledged")


def test_the_warnings_of_a_refused_file_ask_nothing() -> None:
    app = with_file(listed(STATUS, ("CP 06", "", "Q1 2024/25", "#DIV/0!")))
    assert "Refused: nothing is stored" in text(app)
    assert any("warning" in element.label for element in app.expander)
    assert not app.radio
