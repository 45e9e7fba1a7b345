"""Overview: every priority with its counts, what is reported otherwise, the last uploads."""

import pytest

from tests.pages.app import opened, text
from tests.pages.shipped import MISMATCHED_KPI

pytestmark = pytest.mark.usefixtures("only_read")


def test_overview_counts_every_priority_with_its_denominator() -> None:
    page_text = text(opened())
    for name in ("Place", "Healthier Lives", "Environment and Sustainability"):
        assert name in page_text
    assert page_text.count(" rated") >= 4


def test_statuses_reported_otherwise_than_computed_are_listed() -> None:
    app = opened()
    assert MISMATCHED_KPI in text(app).split("Neither overwrites the other")[-1]
    assert any(
        "1 figure was reported with another status" in expander.label for expander in app.expander
    )


def test_before_the_first_upload_overview_says_that_nothing_changed_yet() -> None:
    page_text = text(opened(as_of="2020-01-01"))
    assert "Nothing has been uploaded yet." in page_text
    assert "The last uploads" not in page_text
