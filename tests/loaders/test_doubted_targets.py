"""Targets in cells of their own that nobody can be sure of: asked, answered, kept or left out."""

import pytest

from data.uploads import StoredFile
from loaders import publish
from loaders.check import Checked, Plans
from loaders.checks.decisions import Choice, Decision
from pages.upload.waiting_figures import waiting_figures
from tests.loaders.checks.small_workbooks import workbook

PLANS = Plans()
DOUBTED = workbook([
    ("Code", "Q1 2025/26", "Q2 2025/26", "Target"),
    ("CON 10", "3.1%", "3.4%", "about 5"),
    ("DM 02", "85%", "86%", 0.9),
    ("HS 25", "12 days", "13 days", "90%"),
])  # fmt: skip


def read(*decisions: Decision, content: bytes = DOUBTED) -> Checked:
    file = StoredFile("q2.xlsx", content)
    return publish.read(publish.SubmittedFile(file, decisions=decisions), PLANS)


def targets(checked: Checked) -> dict[str, set[float | None]]:
    return {
        row.code: {other.target for other in checked.rows if other.code == row.code}
        for row in checked.rows
    }


def test_each_doubted_target_can_be_told_accepted_or_left_out() -> None:
    asked = {figure.address[1]: figure for figure in waiting_figures(read())}
    offered = {cell: [words for _, words, _ in figure.offered()] for cell, figure in asked.items()}
    assert offered == {
        "D2": ["Its target is 5"],
        "D3": ["Its target is 90%", "Its target is 0.9%"],
        "D4": ["Its target is 90"],
    }
    accepted = {cell for cell, f in asked.items() if Choice.ACCEPT in f.choices(read())}
    assert accepted == {"D3", "D4"}
    assert all({Choice.CORRECT_TARGET, Choice.LEAVE_OUT} <= set(f.choices(read()))
               for f in asked.values())  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "value", "kept"),
    [(Choice.CORRECT_TARGET, 4.0, 4), (Choice.ACCEPT, None, 0.9), (Choice.LEAVE_OUT, None, None)],
)
def test_what_is_said_of_a_target_holds_for_every_period_that_it_is_for(
    choice: Choice, value: float | None, kept: float | None
) -> None:
    cell = "D2" if choice is Choice.CORRECT_TARGET else "D3"
    of_cell = next(f for f in read().undecided if f.cell == cell)
    decision = Decision(of_cell.code, "KPIs", cell, choice, "asked", value)
    checked = read(decision)
    assert {f.cell for f in checked.undecided} == {"D2", "D3", "D4"} - {cell}
    assert targets(checked)["CON 10" if cell == "D2" else "DM 02"] == {kept}


def test_a_figure_that_is_typed_as_it_stands_elsewhere_is_settled() -> None:
    twice = workbook([("Code", "Q1 2025/26"), ("CON 15", "fifty"), ("CON 15", 50)])
    decision = Decision(
        read(content=twice).undecided[0].code, "KPIs", "B2", Choice.CORRECT, "x", 50.0
    )
    checked = read(decision, content=twice)
    assert [row.value for row in checked.rows] == [50]
    assert checked.publishable
