"""Publishing: links to what changed, a stale preview renewed, the same file again."""

import pytest

from data import store as stores
from data.questions import stored_uploads
from data.uploads import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.actors import analyst
from tests.loaders.checks.small_workbooks import alone, listed
from tests.pages.app import opened, text
from tests.pages.shipped import FIRST_UPLOAD, UPLOADS
from tests.pages.upload.upload_page import (
    SEPTEMBER,
    STATUS,
    acknowledged,
    published,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


def test_a_file_in_order_asks_nothing_and_is_published() -> None:
    app = with_file(listed())
    assert "Fit to publish" in text(app)
    assert not app.radio
    published(app)
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS + 1


def test_what_was_published_is_linked_page_by_page() -> None:
    app = with_file(listed())
    published(app)
    page_text = text(app)
    assert 'href="kpi?kpi=CP+01" target="_self">Crimes reported</a>' in page_text
    assert ">Overview</a>" in page_text
    assert f'href="history?upload={FIRST_UPLOAD}"' in page_text


def test_one_figure_of_the_next_quarter_is_shown_beside_the_report_that_stays() -> None:
    figures = {"CP 01": 985, "CP 02": 70, "CP 06": 350, "CP 07": 200}
    rows = [(code, "", "Q4 2024/25", value, value) for code, value in figures.items()]
    published(with_file(alone(*rows)))
    app = with_file(alone(("CP 01", "Crimes reported", "Q1 2025/26", 991, 1000)))
    begun = "Q4 2024/25: 1 of 4 measures with figures has one of Q1 2025/26"
    assert f"The report stays {begun}" in text(app)
    published(app)
    page_text = text(app)
    assert f"Their report stays {begun}" in page_text
    assert 'href="overview?quarter=Q1+2025%2F26" target="_self">Overview of Q1' in page_text
    # A file without a figure of that quarter says nothing of it.
    app = with_file(listed())
    assert "The report stays" not in text(app)
    published(app)
    assert "Their report stays" not in text(app)
    overview = text(opened("overview"))
    assert "Quarter 4, 2024/25" in overview
    assert 'href="overview?quarter=Q1+2025%2F26"' in overview
    measure = text(opened("kpi", kpi="CP 01"))
    assert "A newer figure is here: 991 for Q1 2025/26, " in measure
    assert "Quarter 1, 2025/26" in text(opened("overview", quarter="Q1 2025/26"))


def test_a_preview_made_on_what_stands_no_more_is_renewed_before_it_can_be_published() -> None:
    app = with_file(listed())
    file = SubmittedFile(StoredFile("other.xlsx", alone(SEPTEMBER)))
    publish.publish(stores.shared(), file, publish.read(file, Plans()), analyst("B. Other"))
    published(app)
    assert "published" in text(app)
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS + 1
    published(app)
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS + 2


def test_the_same_file_with_other_reasons_changes_nothing_and_says_so() -> None:
    content = listed(STATUS)
    published(with_file(content))
    app = with_file(content)
    acknowledged(app, "status_differs", "their rule")
    published(app)
    page_text = text(app).replace("\\", "")
    assert f"stands already as upload {FIRST_UPLOAD}, so nothing changed. What you" in page_text
    assert len(stored_uploads.uploads(stores.shared())) == UPLOADS + 1


def test_what_readers_would_see_and_the_button_come_before_the_details() -> None:
    app = with_file(alone(STATUS))
    order = [str(element.value) for element in (*app.header, *app.subheader)]
    assert [words for words in order if words[:1].isdigit()][:3] == [
        "1. Choose files",
        r"2. Check q1\.xlsx",
        "3. Publish",
    ]
    drawn = list(app.main)
    places = [str(getattr(element, "value", "")) for element in drawn]
    assert places.index("3. Publish") < places.index("What was read as what")
