"""Overview: the answer, what moved, the priorities, and each measure in one list only."""

import re

import pytest

from pages import overview
from tests.pages.app import opened, text
from tests.pages.shipped import KPIS

pytestmark = pytest.mark.usefixtures("only_read")


def test_overview_answers_how_many_are_on_target_and_how_many_moved() -> None:
    app = opened()
    assert app.title[0].value == "How are we doing? Quarter 4, 2024/25"
    page_text = text(app)
    assert "<strong>22 of 33</strong> measures are on target" in page_text
    assert "<strong>3 got worse</strong> and <strong>4 got better</strong>" in page_text
    assert f"6 of {KPIS} not rated: 2 for information, 1 without a target, 3 figures late." in (
        page_text
    )


def test_what_is_emphasised_is_emphasised_as_a_whole() -> None:
    sentence = str(overview._emphasised("None of 32 measures can be rated."))
    assert sentence == "<strong>None of 32</strong> measures can be rated."


def test_a_report_that_should_have_a_successor_says_its_age_before_its_answer() -> None:
    page_text = text(opened())
    assert page_text.index("the next were due 30 July 2025.") < page_text.index("22 of 33")


def test_that_figures_are_invented_is_said_where_the_answer_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened()
    monkeypatch.setattr(overview, "_answer_html", lambda: 1 / 0)
    app.run()
    assert "nobody expected" in app.error[0].value
    assert "22 of 33" not in text(app)
    assert "Illustrative data." in text(app)


def test_every_priority_has_its_counts() -> None:
    page_text = text(opened())
    for name in ("Place", "Healthier Lives", "Environment and Sustainability"):
        assert name in page_text
    assert page_text.count("</strong> measures are on target") == 1
    assert len(re.findall(r"<td[^>]*>\d+ of \d+<", page_text)) == 4


def test_a_measure_stands_in_one_list_only() -> None:
    lists = re.findall(r'<ul class="dd-items">.*?</ul>', text(opened()), flags=re.DOTALL)
    codes = re.findall(r'href="kpi\?kpi=([^"&]+)', "".join(lists))
    assert len(codes) > 15
    assert sorted(set(codes)) == sorted(codes)


def test_an_other_quarter_is_the_report_of_that_quarter() -> None:
    app = opened(quarter="Q1 2023/24")
    assert app.title[0].value == "How are we doing? Quarter 1, 2023/24"
    assert "quarter=Q1+2023%2F24" in text(app)


def test_the_counts_are_of_those_for_whom_the_page_is() -> None:
    page_text = text(opened(**{"for": "Contracts"}))
    assert re.search(r"\d of 4</strong> measures", page_text)
    assert "for=Contracts" in page_text


NOBODY = "Nothing here belongs to “No such lead” now: everyone's are shown."
NO_REPORT = "There is no report of “Q9 2024/25”: the latest is shown."


def test_a_link_to_somebody_who_is_not_there_any_more_says_that_it_shows_everyone() -> None:
    page = opened(**{"for": "No such lead", "quarter": "Q9 2024/25"})
    assert NOBODY in text(page)
    assert NO_REPORT in text(page)
    # It stays while the page does, though the lists have taken the words out of the address.
    page.query_params.clear()
    assert NOBODY in text(page.run())
    page.selectbox(key="for").set_value("Finance").run()
    assert NOBODY not in text(page)
    # The other choice is still not what the link asked for.
    assert NO_REPORT in text(page)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"for": "No such lead", "quarter": "Q3 2024/25"}, NOBODY),
        ({"for": "No such lead", "as_of": "2025-05-01"}, NOBODY),
        ({"for": "Finance", "quarter": "Q9 2024/25"}, NO_REPORT),
    ],
    ids=["with a quarter", "with a day", "with somebody"],
)
def test_what_else_a_link_chooses_does_not_hide_that_a_choice_is_not_there(
    choices: dict[str, str], sentence: str
) -> None:
    page_text = text(opened(**choices))
    assert sentence in page_text
    assert sum(known in page_text for known in (NOBODY, NO_REPORT)) == 1


def test_before_the_first_upload_overview_says_that_there_is_no_figure() -> None:
    page_text = text(opened(as_of="2020-01-01"))
    assert "No KPI figure has been published yet." in page_text
