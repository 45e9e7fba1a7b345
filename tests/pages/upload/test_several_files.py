"""Several files at once: verdicts, one button, decisions that stay."""

import pytest

from data import store as stores
from data.questions import stored_uploads
from tests.loaders.checks.small_workbooks import alone, listed
from tests.pages.app import text
from tests.pages.shipped import FIRST_UPLOAD, UPLOADS
from tests.pages.upload.upload_page import (
    SEPTEMBER,
    choice,
    published,
    with_files,
)

pytestmark = pytest.mark.usefixtures("fresh")


def test_several_files_are_listed_with_their_verdicts_and_the_fit_ones_published_at_once() -> None:
    app = with_files(
        ("june.xlsx", listed()),
        ("september.xlsx", alone(SEPTEMBER)),
        ("again.xlsx", listed(SEPTEMBER)),
        ("odd.xlsx", b"not a workbook"),
    )
    page_text = text(app)
    assert "Publish june.xlsx first: both bring some of the same figures" in page_text
    assert "Refused. odd.xlsx" in page_text
    assert next(b for b in app.button if b.label.startswith("Publish")).label == "Publish 2 files"
    published(app)
    assert f"2 files are published as uploads {FIRST_UPLOAD} to {FIRST_UPLOAD + 1}" in text(app)
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS + 2


def test_what_is_decided_of_one_file_stays_while_another_is_looked_at() -> None:
    waits = alone(("ZZ 99", "", "Q1 2024/25", 5), SEPTEMBER)
    app = with_files(("june.xlsx", listed()), ("waits.xlsx", waits))
    unknown = choice(app, "unknown_kpi")
    app.radio(key=unknown).set_value("Leave out")
    app.text_input(key=unknown.replace("choice", "reason")).input("not ours").run()
    app.selectbox(key="file-looked-at").set_value(0).run()
    assert not app.radio
    published(app)
    assert f"2 files are published as uploads {FIRST_UPLOAD} to {FIRST_UPLOAD + 1}" in text(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["SP 01"])
    assert values[values["upload"] == FIRST_UPLOAD + 1]["value"].to_list() == [50]
