"""What words mean: codes, names, hyphens, progress texts and small slips."""

from dataclasses import replace

import pytest

from insights.illustrative_notice import LABEL
from insights.kpis import kpis_of
from insights.other_councils import task_of_county
from insights.reported_activities import reported_activities
from insights.search_index import (
    EntryKind,
    SearchEntry,
    _activity_entry,
    entries_by_label,
    exact_measure,
    hits,
    nearest_measures,
    search_entries,
)
from pages.search import _cells
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    "words",
    ["fly tipping", "fly-tipping", "flytipping", "Fly Tipping", "CON15", "con 15", "fly tippnig",
     "fly tiping"],
)  # fmt: skip
def test_the_measure_is_the_first_hit(words: str) -> None:
    first = hits(search_entries(), words)[0]
    assert (first.kind, first.key) == (EntryKind.MEASURE, "CON 15")


def test_the_council_s_own_measures_come_before_statistics_with_the_same_words() -> None:
    first, second, third, *_ = hits(search_entries(), "fly tipping")
    assert [first.key, second.key] == ["CON 15", "CON 24"]
    assert third.kind is EntryKind.STATISTIC


def test_what_is_nearer_comes_first_of_all_that_is_the_council_s_own() -> None:
    entries = [
        SearchEntry(EntryKind.MEASURE, "1", "Time to activate a housing application"),
        SearchEntry(EntryKind.STATISTIC, "2", "Adults are active"),
        SearchEntry(EntryKind.OUTCOME, "3", "Residents are active"),
    ]
    assert [entry.key for entry in hits(entries, "activ")] == ["3", "1", "2"]
    # Of what is only like the words what is published too.
    assert hits(search_entries(), "life satisfied")[0].name == "Life satisfaction"


def test_an_invented_report_is_said_to_be_one_among_the_results() -> None:
    reported = next(activity for activity in reported_activities() if activity.file)
    marks = []
    for illustrative in (True, False):
        entry = _activity_entry(replace(reported, illustrative=illustrative))
        marks.append(LABEL in str(_cells(entry)[-1]))
    assert marks == [True, False]


@pytest.mark.parametrize("words", ["leisure centre", "leasure centre"])
def test_activities_are_found_by_their_words(words: str) -> None:
    listed = hits(search_entries(), words)
    assert "2024/25 11" in [entry.key for entry in listed if entry.kind is EntryKind.ACTIVITY]


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("bins", "Prepare to procure refuse, recycling", EntryKind.ACTIVITY),
        ("rubbish", "Fly tipping reports", EntryKind.MEASURE),
        ("Head of Planning", "Head of Planning", EntryKind.OWNER),
        ("council tax", "Council tax collected in the year", EntryKind.MEASURE),
    ],
)
def test_everyday_words_lead_to_what_they_mean(words: str, name: str, kind: EntryKind) -> None:
    first = hits(search_entries(), words)[0]
    assert (first.name.startswith(name), first.kind) == (True, kind)


def test_what_a_county_does_is_said_to_be_a_county_s() -> None:
    roads = "Leicestershire County Council looks after roads and pavements here, not the district."
    assert task_of_county("Pothole repairs") == roads
    assert "looks after street lights" in task_of_county("street-lights")
    assert {task_of_county(word) for word in ("fly tipping", "abusees", "roadmap")} == {""}


def test_an_activity_is_found_by_its_progress() -> None:
    listed = hits(search_entries(), "harborough leisure centre")
    reported = next(entry for entry in listed if entry.key == "2019/20 24")
    # Its last report, and no title before it; nothing of the plan stands for a report.
    assert reported.progress.startswith("Other sites for Harborough Leisure Centre")
    unreported = next(e for e in hits(search_entries(), "leisure centre") if e.key == "2024/25 11")
    assert unreported.progress == "not reported"


def test_statistics_areas_outcomes_and_priorities_are_found() -> None:
    kinds = {entry.kind for entry in search_entries()}
    assert kinds == set(EntryKind) - {EntryKind.PAGE}


@pytest.mark.parametrize("words", ["", "  ", "zzzz qqqq", "!!", "x1"])
def test_words_that_mean_nothing_find_nothing(words: str) -> None:
    assert hits(search_entries(), words) == [] or not hits(search_entries(), words)


def test_every_entry_has_a_line_of_its_own() -> None:
    assert len(entries_by_label()) == len(search_entries())
    label = next(label for label in entries_by_label() if label.startswith("Fly tipping reports"))
    for spelling in ("CON 15", "CON15", "fly-tipping", "flytipping"):
        assert spelling in label


def test_a_code_that_does_not_exist_has_near_ones() -> None:
    assert exact_measure("CON 99") is None
    assert exact_measure("con15") == "CON 15"
    assert {"CON 15", "CON 10"} <= {entry.key for entry in nearest_measures("CON 19")}


def test_every_official_title_of_a_kpi_leads_to_it() -> None:
    entries = search_entries()
    titles = {kpi.code: str(kpi.definition["official_title"]) for kpi in kpis_of(shipped.PLAN)}
    assert titles["DM 02"].startswith("Percentage of minor and other applications determined")
    assert titles["CP HW 18"].startswith("Amount of funding allocated to projects via the S106")
    reached = {code: [e.key for e in hits(entries, title)[:1]] for code, title in titles.items()}
    assert reached == {code: [code] for code in titles}


def test_words_that_are_there_leave_out_what_is_only_like_them() -> None:
    names = [entry.name for entry in hits(search_entries(), "wages")]
    assert "Median weekly pay" in names
    assert not [name for name in names if "pay" not in name]
