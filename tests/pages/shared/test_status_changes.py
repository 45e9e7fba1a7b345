"""What publishing would do to the report, before it is published."""

import pytest

from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import text
from tests.pages.shipped import PUBLISHED_BY
from tests.pages.upload.upload_page import with_file

pytestmark = pytest.mark.usefixtures("fresh")


def test_the_preview_says_which_status_would_turn_and_sets_nothing_invented_beside_it() -> None:
    app = with_file(alone(("SP 01", "", "Q4 2024/25", 60, 90)))
    page_text = text(app)
    assert "Affordable homes completed turns from on target to off target." in page_text
    assert "1 new, 0 changed, 0 same." in page_text
    assert PUBLISHED_BY not in page_text
    assert "KPIs with figures for these periods are not in this file" in page_text


def test_a_file_that_changes_no_status_says_so() -> None:
    app = with_file(alone(("SP 01", "", "Q4 2024/25", 95, 90)))
    assert "No KPI's status in the report of Q4 2024/25 would change." in text(app)
