"""What a person decides about quarantined rows, and what comes of it."""

from dataclasses import replace

import pytest
from msgspec import structs

from loaders.check import Checked, decide
from loaders.checks.decided_rows import kept
from loaders.checks.decisions import Choice, decided_alike
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.tables.kpi_rows import agreeing
from metrics.period import quarter
from tests.loaders.checks.kpi_files import (
    checked,
    corrected,
    decision,
    published,
    quarantined,
    row,
)

GOOD = row("CP 01", quarter(2024, 1), 900)
REVISED = row("SP 01", quarter(2024, 1), 121)
UNKNOWN = row("ZZ 99", quarter(2024, 1), 5)
BEFORE = published(row("SP 01", quarter(2024, 1), 120))
ODD = Finding(Severity.WARN, FindingCode.UNUSUAL, "A warning.", "KPIs", GOOD.cell)
NO_NUMBER = Finding(Severity.QUARANTINE, FindingCode.NOT_A_VALUE, "Text.", "KPIs", "F10")


def test_an_undecided_row_stops_a_publish() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    assert not result.publishable
    assert [finding.code for finding in result.undecided] == ["revision"]


def test_an_accepted_row_is_published_as_read() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    after = decide(result, [decision(Choice.ACCEPT, quarantined(result))])
    assert after.publishable
    assert [row.code for row in after.rows] == ["CP 01", "SP 01"]


def test_a_row_that_is_left_out_is_gone_and_the_rest_is_published() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    after = decide(result, [decision(Choice.LEAVE_OUT, quarantined(result))])
    assert after.publishable
    assert [row.code for row in after.rows] == ["CP 01"]
    assert after.counts["rows"] == 1


@pytest.mark.parametrize(
    ("choice", "publishable"), [(Choice.ACCEPT, False), (Choice.LEAVE_OUT, True)]
)
def test_a_figure_of_an_unknown_kpi_can_only_be_left_out(choice: Choice, publishable: bool) -> None:
    result = checked([GOOD, UNKNOWN])
    after = decide(result, [decision(choice, quarantined(result))])
    assert after.publishable is publishable


@pytest.mark.parametrize(
    ("choice", "publishable"), [(Choice.ACCEPT, False), (Choice.LEAVE_OUT, True)]
)
def test_a_cell_without_a_row_can_only_be_left_out(choice: Choice, publishable: bool) -> None:
    result = checked([GOOD], None, NO_NUMBER)
    assert decide(result, [decision(choice, NO_NUMBER)]).publishable is publishable


def test_each_doubt_about_a_figure_is_accepted_by_itself() -> None:
    odd = row("SP 01", quarter(2024, 1), -121)
    result = checked([GOOD, odd], BEFORE)
    revision, negative = sorted(result.undecided, key=lambda f: f.code, reverse=True)
    assert (revision.code, negative.code) == ("revision", "negative_count")
    accepted = decide(result, [decision(Choice.ACCEPT, revision)])
    assert [finding.code for finding in accepted.undecided] == ["negative_count"]
    without = decide(result, [decision(Choice.LEAVE_OUT, revision)])
    assert without.publishable


def test_nothing_decides_away_a_refusal() -> None:
    refusal = Finding(Severity.REJECT, FindingCode.NO_PERIOD, "Two rows.", "KPIs", "D4")
    result = checked([GOOD], None, refusal)
    assert not decide(result, [decision(Choice.LEAVE_OUT, refusal)]).publishable


def test_a_file_of_which_everything_is_left_out_is_not_published() -> None:
    result = checked([UNKNOWN])
    after = decide(result, [decision(Choice.LEAVE_OUT, quarantined(result))])
    assert not after.undecided
    assert not after.publishable


def test_deciding_the_same_twice_changes_nothing() -> None:
    result = checked([GOOD, UNKNOWN])
    decisions = [decision(Choice.LEAVE_OUT, quarantined(result))]
    once = decide(result, decisions)
    assert decide(once, decisions) == once


def test_a_decision_is_kept_in_the_words_of_its_finding() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    accepted = decide(result, [decision(Choice.ACCEPT, quarantined(result))])
    (kept,) = accepted.findings_in_words("A. Analyst")
    assert kept.severity is Severity.QUARANTINE
    assert kept.action == "Accepted by A. Analyst: asked the service"
    assert kept.message.endswith("Accepted by A. Analyst: asked the service")
    without = decide(result, [decision(Choice.LEAVE_OUT, quarantined(result))])
    (omitted,) = without.findings_in_words("A. Analyst")
    assert omitted.action == "Left out by A. Analyst: asked the service"


def test_a_corrected_row_has_the_right_figure_and_keeps_what_was_typed_in_its_finding() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    after = decide(result, [corrected(result, 120.5)])
    assert after.publishable
    assert {row.code: row.value for row in after.rows} == {"CP 01": 900, "SP 01": 120.5}
    kept = next(f for f in after.findings_in_words("A. Analyst") if f.code == "revision")
    assert kept.action == "Corrected to 120.5 by A. Analyst: misread the post"
    assert kept.found == quarantined(result).found


def test_of_a_row_without_a_figure_the_target_is_corrected() -> None:
    result = checked([row("DM 02", quarter(2024, 1), target=0.9)])
    (after,) = decide(result, [corrected(result, 90)]).rows
    assert (after.value, after.state, after.target) == (None, None, 90)


def test_the_figure_of_an_unknown_kpi_is_not_made_known_by_correcting_it() -> None:
    result = checked([GOOD, UNKNOWN])
    assert not decide(result, [corrected(result, 6)]).publishable


def test_a_typed_figure_is_doubted_like_any_and_accepted_by_itself() -> None:
    share = row("DM 02", quarter(2024, 1), 120, unit="percent")
    result = checked([share], None, replace(NO_NUMBER, cell=share.cell))
    typed = replace(decision(Choice.CORRECT, _of(result, "not_a_value")), value=120)
    doubted = decide(result, [typed])
    assert [finding.code for finding in doubted.undecided] == ["percent_out_of_range"]
    doubt = _of(doubted, "percent_out_of_range")
    again = [replace(d, value=120) for d in (decision(Choice.CORRECT, doubt), typed)]
    assert [finding.code for finding in decide(result, again).undecided] == [doubt.code]
    assert decide(result, [decision(Choice.ACCEPT, doubt), typed]).publishable
    assert not decide(result, [typed, decision(Choice.LEAVE_OUT, doubt)]).rows


def test_an_acknowledged_warning_changes_no_row_and_is_kept_in_words() -> None:
    result = checked([GOOD, REVISED], None, ODD)
    after = decide(result, [decision(Choice.ACKNOWLEDGE, ODD)])
    assert after.publishable
    assert after.rows == result.rows
    assert after.counts == result.counts
    kept = next(
        finding for finding in after.findings_in_words("A. Analyst") if finding.code == ODD.code
    )
    assert kept.severity is Severity.WARN
    assert kept.message == "A warning. Acknowledged by A. Analyst: asked the service"
    assert kept.action == "Acknowledged by A. Analyst: asked the service"


def test_only_the_warning_that_was_acknowledged_says_so() -> None:
    others = (replace(ODD, cell="D9"), replace(ODD, code=FindingCode.REVISION))
    result = checked([GOOD], None, ODD, *others)
    after = decide(result, [decision(Choice.ACKNOWLEDGE, ODD)])
    messages = [
        f.message for f in after.findings_in_words("A. Analyst") if f.message.startswith("A w")
    ]
    assert sorted(messages)[:2] == ["A warning.", "A warning."]
    assert sorted(messages)[2].endswith("asked the service")


@pytest.mark.parametrize("choice", [Choice.ACCEPT, Choice.CORRECT, Choice.LEAVE_OUT])
def test_a_decision_about_a_figure_acknowledges_no_warning(choice: Choice) -> None:
    result = decide(checked([GOOD, REVISED], None, ODD), [decision(choice, ODD)])
    assert ODD in result.findings_in_words("A. Analyst")


def test_acknowledging_decides_no_quarantined_figure() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    after = decide(result, [decision(Choice.ACKNOWLEDGE, quarantined(result))])
    assert [finding.code for finding in after.undecided] == ["revision"]
    assert quarantined(result) in after.findings_in_words("A. Analyst")


def test_a_figure_is_left_out_although_a_warning_about_it_was_acknowledged() -> None:
    about = replace(ODD, cell=REVISED.cell)
    result = checked([GOOD, REVISED], BEFORE, about)
    both = [
        decision(Choice.LEAVE_OUT, quarantined(result)),
        decision(Choice.ACKNOWLEDGE, about, "seen"),
    ]
    for decisions in (both, both[::-1]):
        assert [row.code for row in decide(result, decisions).rows] == ["CP 01"]


def _of(result: Checked, code: str) -> Finding:
    return next(finding for finding in result.undecided if finding.code == code)


def rivals() -> Checked:
    rows = [
        structs.replace(GOOD, cell=cell, value=value)
        for cell, value in (("D2", 900.0), ("D3", 905.0))
    ]
    findings: list[Finding] = []
    return checked(agreeing(rows, findings), None, *findings)


def test_of_rows_that_disagree_one_is_kept_and_only_once_the_other_is_left_out() -> None:
    result = rivals()
    first, second = result.findings_of(Severity.QUARANTINE)
    both = decide(result, [decision(Choice.ACCEPT, first), decision(Choice.ACCEPT, second)])
    assert not both.publishable
    assert not decide(result, [decision(Choice.LEAVE_OUT, first)]).publishable
    one = decide(result, [decision(Choice.LEAVE_OUT, first), decision(Choice.ACCEPT, second)])
    assert one.publishable
    assert [row.value for row in one.rows] == [905]


def test_rows_of_a_download_that_disagreed_stay_out_where_they_were_left_out_before() -> None:
    result = rivals()
    out = decision(Choice.LEAVE_OUT, result.findings_of(Severity.QUARANTINE)[1])
    before = replace(out, code=FindingCode.LINES_DISAGREE)
    other = structs.replace(GOOD, code="CP 06", cell="D9")
    rows = [*result.rows, other]
    assert kept(rows, [before]) == [other]
    assert len(kept(rows, [out])) == 2


def test_a_target_that_cannot_be_is_corrected_apart_from_its_figure() -> None:
    result = checked([row("DM 02", quarter(2024, 1), 8420, unit="percent", target=8500)])
    waiting = result.findings_of(Severity.QUARANTINE)
    assert len(waiting) == 2
    figure = [replace(d, value=84.2) for d in decided_alike(waiting, Choice.CORRECT, "slip")]
    both = [
        *figure,
        *(replace(d, value=85) for d in decided_alike(waiting, Choice.CORRECT_TARGET, "slip")),
    ]
    assert [f.code for f in decide(result, figure).undecided] == ["target_out_of_range"]
    decided = decide(decide(result, both), both)
    assert decided.publishable
    assert [(r.value, r.target) for r in decided.rows] == [(84.2, 85)]
    kept = decided.findings_in_words("A. Analyst")
    assert "Target corrected to 85 by A. Analyst: slip" in {f.action for f in kept}


def test_what_is_sure_is_published_and_the_rest_is_left_open_in_words() -> None:
    result = checked([GOOD, REVISED, UNKNOWN], BEFORE)
    sure = result.with_rest_left_open
    assert sure.publishable
    assert [row.code for row in sure.rows] == ["CP 01"]
    assert {d.choice for d in sure.decisions} == {Choice.LEAVE_OPEN}
    assert (
        "Left open by A. Analyst: not decided yet"
        in sure.findings_in_words("A. Analyst")[0].message
    )
    assert not rivals().with_rest_left_open.publishable
    accepted = decide(result, [decision(Choice.ACCEPT, _of(result, "revision"))])
    assert len(accepted.with_rest_left_open.rows) == len(sure.rows) + 1
