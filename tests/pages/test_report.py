"""The page of reports: a choice, a button, and a file that is there afterwards."""

import pytest

from reports import pdf
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")


def test_a_report_is_made_with_one_click_and_stays() -> None:
    app = opened("report", report="Q1 2019/20", **{"for": "Finance"})
    assert "For Finance, portfolio" in text(app)
    app.button(key="make-report").click().run()
    assert not app.exception
    download = app.get("download_button")[0]
    assert "performance-report-2019-20-q1-finance.docx" in download.proto.label
    again = opened("report", report="Q1 2019/20", **{"for": "Finance"})
    assert len(again.get("download_button")) == 1


def test_my_area_leads_to_its_one_page() -> None:
    assert "much=One+page&amp;for=Finance" in text(opened("my_area", **{"for": "Finance"}))
    app = opened("report", report="Q1 2019/20", much="One page", **{"for": "Finance"})
    app.button(key="make-report").click().run()
    assert "brief-2019-20-q1-finance.docx" in app.get("download_button")[0].proto.label


def test_every_quarter_and_every_priority_of_its_plan_is_offered() -> None:
    app = opened("report", report="Q1 2019/20")
    quarter, about = (box.options for box in app.selectbox if box.key in _KEYS)
    assert "Quarter 4, 2024/25" in quarter
    assert about == ["Everything", "The Place", "The People", "Your Council"]


_KEYS = ("report-choice", "about-choice")


def test_where_pdfs_cannot_be_made_none_is_offered_and_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    app = opened("report", report="Q1 2019/20")
    (kinds,) = (box for box in app.get("button_group") if "Kind of file" in str(box.proto))
    assert [option.content for option in kinds.proto.options] == ["Word", "Web page"]
    assert "PDF files are not set up on this server." in text(app)
