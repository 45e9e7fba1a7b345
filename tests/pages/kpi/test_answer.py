"""A KPI's answer: facts beside each other, and a status that the file reports otherwise."""

from datetime import date

import pytest

from data import store as stores
from data.uploads import KpiEvent, StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped
from tests.pages.app import opened, text

DIFFERS = "One status differs from ours"


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize(("code", "differs"), [(shipped.MISMATCHED_KPI, True), ("SP 01", False)])
def test_a_status_that_is_computed_otherwise_says_so(code: str, differs: bool) -> None:
    assert (DIFFERS in text(opened("kpi", kpi=code))) is differs


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize(("code", "facts"), [("CON 15", 4), ("SP 01", 4), ("PM TP 10-12", 3)])
def test_the_facts_stand_before_the_chart(code: str, facts: int) -> None:
    page_text = text(opened("kpi", kpi=code))
    assert page_text.count('<div class="dd-fact">') == facts
    assert page_text.index("dd-headline") < page_text.index("dd-facts") < page_text.index("dd-axis")


@pytest.mark.usefixtures("only_read")
def test_what_a_measure_does_not_tell_stands_apart_from_its_definition() -> None:
    page_text = text(opened("kpi", kpi="CP 07"))
    assert "What this does not tell you" in page_text
    assert "<li>How much violence there is, as better reporting also raises it.</li>" in page_text
    assert "Does not tell:" not in page_text


@pytest.mark.usefixtures("only_read")
def test_a_measure_without_limits_has_no_heading_for_them() -> None:
    assert "What this does not tell you" not in text(opened("kpi", kpi="CM 08"))


@pytest.mark.usefixtures("only_read")
def test_notes_stand_with_their_quarter_and_none_is_later_than_the_report() -> None:
    assert "<li><b>Q4 2024/25</b>" in text(opened("kpi", kpi="CP 07"))
    earlier = text(opened("kpi", kpi="CP 07", quarter="Q4 2023/24"))
    assert "<li><b>Q4 2023/24</b>" in earlier
    assert "<li><b>Q4 2024/25</b>" not in earlier


@pytest.mark.usefixtures("only_read")
def test_a_key_activity_leads_to_its_own_page() -> None:
    assert 'href="activities?activity=2024%2F25+' in text(opened("kpi", kpi="CP 07"))


@pytest.mark.usefixtures("only_read")
def test_the_control_chart_is_sent_when_it_is_opened() -> None:
    closed, unfolded = opened("kpi", kpi="CP 07"), opened("kpi", kpi="CP 07", analysts="true")
    assert len(closed.get("vega_lite_chart")) == 1
    assert len(unfolded.get("vega_lite_chart")) == 2


@pytest.mark.usefixtures("only_read")
def test_measures_of_a_priority_are_one_click_from_each_other() -> None:
    page_text = text(opened("kpi", kpi="CP 06"))
    assert "Previous measure: " in page_text
    assert "Next measure: " in page_text


@pytest.mark.usefixtures("fresh")
def test_why_a_target_changed_is_kept_as_any_other_event() -> None:
    event = KpiEvent(shipped.PLAN, "CP 07", date(2024, 4, 1), "target", "The board set one")
    stores.shared().add_event(ANALYST, event)
    assert "The board set one" in text(opened("kpi", kpi="CP 07"))


@pytest.mark.usefixtures("fresh")
def test_one_figure_is_told_in_words_and_not_drawn() -> None:
    store = publish.ready()
    store.withdraw(ANALYST, shipped.SAMPLE, "a test")
    file = SubmittedFile(StoredFile("one.xlsx", alone(("CP 06", "", "Q4 2024/25", 312))))
    publish.publish(store, file, publish.read(file, Plans()), ANALYST)
    single, none = opened("kpi", kpi="CP 06"), opened("kpi", kpi="CP 07")
    assert "There is one figure so far." in text(single)
    assert not single.get("vega_lite_chart")
    assert text(single).count("first figure") == 2
    assert "No figure has been published" in text(none)
    assert '<b class="dd-figure">no figure</b>' in text(none)
