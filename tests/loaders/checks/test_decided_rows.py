"""Rows as a person decided: a figure, and its target where that is said, in another unit."""

from dataclasses import replace

from msgspec import structs

from loaders.checks.decided_rows import amended, kept
from loaders.checks.decisions import Choice, Decision, staying
from loaders.checks.settled_findings import in_words
from loaders.findings.codes import FindingCode
from loaders.reading import Row
from metrics.period import quarter
from tests.loaders.checks.kpi_files import row

REVISED = row("SP 01", quarter(2024, 1), 121)


def test_a_figure_is_multiplied_once_however_many_findings_it_has() -> None:
    codes = (FindingCode.UNIT_DIFFERS, FindingCode.REVISION)
    made = [
        Decision(code, REVISED.sheet, REVISED.cell, Choice.MULTIPLY, "in thousands", 1000.0)
        for code in codes
    ]
    assert [row.value for row in amended([REVISED], made)] == [121_000]


def test_the_target_follows_its_figure_into_another_unit_where_it_is_said() -> None:
    row = structs.replace(REVISED, unit="pounds", target=100.0, target_upper=130.0)
    made = decision_at(row, Choice.MULTIPLY_BOTH, 1000.0)
    (both,) = amended([row], [made])
    assert (both.value, both.target, both.target_upper) == (121_000, 100_000, 130_000)
    assert both.unit is None
    (figure_alone,) = amended([row], [replace(made, choice=Choice.MULTIPLY)])
    assert (figure_alone.value, figure_alone.target) == (121_000, 100)
    (target_alone,) = amended([structs.replace(row, value=None)], [made])
    assert (target_alone.value, target_alone.target) == (None, 100_000)
    kept = in_words([], [both], [made], "A. Analyst")
    assert [(finding.code, finding.cell) for finding in kept] == [("amended", row.cell)]
    assert "Multiplied by 1,000, the target too by A. Analyst: in thousands" in kept[0].message


def test_a_figure_is_multiplied_once_whatever_else_is_said_of_it_later() -> None:
    row = structs.replace(REVISED, unit="pounds", target=100.0)
    alone, both = (
        decision_at(row, choice, 1000.0) for choice in (Choice.MULTIPLY, Choice.MULTIPLY_BOTH)
    )
    corrected, target = (
        decision_at(row, choice, 7.0) for choice in (Choice.CORRECT, Choice.CORRECT_TARGET)
    )
    accepted = decision_at(row, Choice.ACCEPT)
    made = [*staying([alone, accepted], both.choice), both]
    assert made == [accepted, both]
    assert [row.value for row in amended([row], made)] == [121_000]
    # Of two answers about one number the later one counts.
    assert staying([corrected, target], alone.choice) == [target]
    assert not staying([corrected, target], both.choice)
    made = [*staying([both], corrected.choice), corrected]
    assert [(row.value, row.target) for row in kept(amended([row], made), made)] == [(7, 100_000)]
    assert not staying(made, Choice.LEAVE_OUT)


def decision_at(row: Row, choice: Choice, value: float | None = None) -> Decision:
    return Decision(FindingCode.UNIT_DIFFERS, row.sheet, row.cell, choice, "in thousands", value)
