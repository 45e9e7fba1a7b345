"""The illustrative sample is withdrawn once real figures stand."""

import pytest

from data import store as stores
from data.questions import stored_uploads
from tests.loaders.checks.small_workbooks import alone, listed
from tests.pages.app import opened, text
from tests.pages.shipped import SAMPLE
from tests.pages.upload.upload_page import (
    published,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


def test_the_illustrative_sample_is_withdrawn_with_one_button() -> None:
    app = with_file(listed())
    assert not any("illustrative sample" in button.label for button in app.button)
    published(app)
    assert "No page shows an invented figure; if the real ones were withdrawn" in text(app)
    app.text_input(key="sample-by").input("A. Analyst")
    next(b for b in app.button if "illustrative sample" in b.label).click().run()
    assert "no invented figure is shown" in text(app)
    uploads = stored_uploads.uploads(stores.shared()).set_index("upload")
    assert uploads.loc[SAMPLE, "withdrawn_by"] == "A. Analyst (typed)"
    assert "Illustrative data." not in text(opened("overview"))


def test_a_target_alone_leaves_the_invented_figures_and_the_page_says_so() -> None:
    app = with_file(alone(("SP 01", "", "Q1 2025/26", None, 60)))
    published(app)
    assert "A plan without any real figure still shows its invented ones." in text(app)
