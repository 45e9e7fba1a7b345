"""Decisions come back from JSON as they were made, and some findings can only be left out."""

import json

from loaders.check import decide
from loaders.checks.decisions import Choice, Decision, all_acceptable, apart, from_json, to_json
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
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
BEFORE = published(row("SP 01", quarter(2024, 1), 120))
ODD = Finding(Severity.WARN, FindingCode.UNUSUAL, "A warning.", "KPIs", GOOD.cell)
NO_NUMBER = Finding(Severity.QUARANTINE, FindingCode.NOT_A_VALUE, "Text.", "KPIs", "F10")


def test_an_acceptable_doubt_about_no_row_cannot_be_accepted() -> None:
    about_target = Finding(
        Severity.QUARANTINE, FindingCode.BARE_FRACTION, "A target.", "KPIs", "C4"
    )
    result = checked([GOOD], None, about_target)
    assert not all_acceptable([about_target], result.rows)
    assert not decide(result, [decision(Choice.ACCEPT, about_target)]).publishable


def test_decisions_come_back_from_json_in_one_order() -> None:
    accepted = Decision(FindingCode.JUMP, "KPIs", "D4", Choice.ACCEPT, "checked")
    omitted = Decision(FindingCode.EMPTY, None, None, Choice.LEAVE_OUT, "not ours")
    assert json.dumps(to_json([accepted, omitted])) == json.dumps(to_json([omitted, accepted]))
    assert set(from_json(json.loads(json.dumps(to_json([accepted, omitted]))))) == {
        accepted,
        omitted,
    }


def test_a_correction_comes_back_from_json_with_its_figure() -> None:
    result = checked([GOOD, REVISED], BEFORE)
    made = [corrected(result, 120.5)]
    assert list(from_json(json.loads(json.dumps(to_json(made))))) == made
    assert "value" not in to_json([decision(Choice.ACCEPT, quarantined(result))])[0]


def test_what_was_acknowledged_is_told_apart_and_comes_back_from_json() -> None:
    seen, accepted = decision(Choice.ACKNOWLEDGE, ODD), decision(Choice.ACCEPT, NO_NUMBER)
    assert apart([seen, accepted]) == ([accepted], [seen])
    assert from_json(json.loads(json.dumps(to_json([seen])))) == (seen,)
