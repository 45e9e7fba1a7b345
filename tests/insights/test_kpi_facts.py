"""The facts that a KPI's page begins with, its notes, and what it does not tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from insights import cache
from insights.kpi_facts import KpiFact, kpi_facts, measure_row
from insights.kpi_limits import definition_text, not_told
from insights.kpi_notes import kpi_notes
from insights.kpi_records import figure_of, rules_of
from insights.kpis import Kpi
from insights.measure_rows import Travel
from insights.target_history import unplaced_target
from metrics.kpi_analysis import kpi_analysis
from metrics.period import quarter
from metrics.status import State
from tests.insights.plan_kpis import kpi, stored_otherwise, with_unplaced_target

TODAY = date(2026, 11, 27)

pytestmark = pytest.mark.usefixtures("only_read")


def facts(code: str) -> Sequence[KpiFact]:
    row = measure_row(kpi(code), cache.reader_day())
    assert row is not None
    return kpi_facts(kpi(code), row)


def test_the_figure_stands_with_its_target_and_which_way_is_good() -> None:
    now, before, year, _ = facts("CON 15")
    assert (now.label, now.value, now.remark) == (
        "Q4 2024/25", "223", "target 240; lower is better",
    )  # fmt: skip
    assert (now.status, before.status, year.status) == ("on target", "worse", "better")
    assert (before.value, before.remark) == ("up 1", "was 222")
    assert (year.value, year.remark) == ("down 21", "was 244")
    # Of a share in points, and of what prints the same no change.
    assert [fact.value for fact in facts("DM 02")[1:3]] == ["down 1.4 points", "down 4.1 points"]
    assert (facts("RB 01")[2].value, facts("RB 01")[2].status) == ("no change", "same")


def test_a_first_figure_after_the_report_has_the_status_that_its_table_says() -> None:
    known = kpi("CON 15")
    figures = [row for row in known.figures if row["period_label"] == "Q4 2024/25"]
    analysis = kpi_analysis(
        rules_of(known.definition), [figure_of(row) for row in figures], quarter(2024, 3), []
    )
    later = replace(stored_otherwise(known, figures=figures), analysis=analysis)
    row = measure_row(known, TODAY)
    assert row is not None
    assert later.status is State.BEGINS_LATER
    assert kpi_facts(later, replace(row, kpi=later, status="begins later"))[0].status == "on target"


def test_a_target_of_the_year_or_to_date_is_shown_and_not_said_to_be_none() -> None:
    assert unplaced_target(with_unplaced_target()) == "90"


def test_a_measure_that_counts_up_is_not_set_against_the_quarter_before() -> None:
    now, before, *_ = facts("SP 01")
    assert now.label == "2024/25"
    assert before.status == ""
    assert "counts up over the year" in before.remark


def test_a_yearly_measure_has_no_quarter_before() -> None:
    assert [fact.label for fact in facts("PM TP 10-12")] == [
        "2024/25", "On last year", "Beside England",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CON 15", "Fly-tipping incidents per 1,000 people"),
        ("SP 01", "Affordable homes completed per 1,000 residents"),
        # The district's emissions and shares of decisions count something else.
        ("PM TP 10-12", "not compared"),
        ("DM 02", "not compared"),
        ("CP 07", "not compared"),
    ],
)
def test_only_the_same_count_stands_beside_england(code: str, name: str) -> None:
    assert facts(code)[-1].value == name


def test_both_national_figures_are_the_statistics_own() -> None:
    fact = facts("SP 01")[-1]
    assert fact.remark.startswith("Harborough 2.45 per 1,000, England 0.92 per 1,000, 2020/21")
    assert fact.status == ""


def test_before_the_first_figure_every_fact_says_so() -> None:
    row = measure_row(kpi("CP 07"), cache.reader_day())
    assert row is not None
    empty = replace(stored_otherwise(row.kpi, figures=[]), analysis=None)
    nothing = replace(
        row, kpi=empty, figure="no figure", period_label="",
        on_last_quarter=Travel("", "", reason="no figure"),
        on_last_year=Travel("", "", reason="no figure"),
    )  # fmt: skip
    assert [(fact.value, fact.remark) for fact in kpi_facts(empty, nothing)] == [
        ("no figure", "Lower is better"),
        *[("not compared", "no figure")] * 2,
        ("not compared", "no national figure to compare"),
    ]  # fmt: skip


def test_notes_are_the_newest_first_with_quarter_and_file() -> None:
    notes = kpi_notes(kpi("CP 07"))
    assert [note.period_label for note in notes][:2] == ["Q4 2024/25", "Q4 2023/24"]
    assert "illustrative-kpi-export.xlsx, published " in notes[0].source


def test_no_note_is_of_a_later_report() -> None:
    notes = kpi_notes(kpi("CP 07"), date(2024, 3, 31))
    assert notes[0].period_label == "Q4 2023/24"


def defined(definition: str, **others: str) -> Kpi:
    known = kpi("CP 01")
    return stored_otherwise(
        known, definition={**known.definition, "definition": definition, **others}
    )


def test_a_definition_ends_where_it_says_what_it_does_not_tell() -> None:
    known = defined("Crimes reported. Does not tell: why they happen")
    assert definition_text(known) == "Crimes reported."
    assert not_told(known) == ["Why they happen."]


def test_several_measures_in_one_do_not_tell_of_each() -> None:
    known = defined("Crimes.", members="A 1; A 2; A 3")
    assert not_told(known) == ["How each of A 1, A 2 and A 3 stands: it stands for them together."]


@pytest.mark.parametrize(("polarity", "sentences"), [("none", 1), ("minimise", 0)])
def test_a_measure_without_a_good_direction_does_not_tell_whether_things_go_well(
    polarity: str, sentences: int
) -> None:
    assert len(not_told(defined("Crimes.", polarity=polarity))) == sentences
