"""What a person decides: a quarantined row is taken as read, corrected or left out.

A warning is acknowledged, or not: that changes no row and stops nothing.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from loaders.findings.codes import ACCEPTABLE, DOUBTED_TARGET, UNREAD, FindingCode
from loaders.findings.finding import Finding
from loaders.reading import Row

SheetAndCell = tuple[str | None, str | None]


class Choice(StrEnum):
    """What is done with a quarantined row; or that a warning was seen.

    `kpi`, `area`, `multiply` and `multiply_both` (the target too) say what a row is, `join` that it
    is one with the other rows of its key activity: they are read so, and then checked like any.
    `correct` is of the figure, `correct_target` of a target that cannot be, or that is doubted in a
    cell of its own.
    """

    ACCEPT = "accept"
    CORRECT = "correct"
    CORRECT_TARGET = "correct_target"
    KPI = "kpi"
    AREA = "area"
    MULTIPLY = "multiply"
    MULTIPLY_BOTH = "multiply_both"
    JOIN = "join"
    LEAVE_OUT = "leave_out"
    LEAVE_OPEN = "leave_open"
    ACKNOWLEDGE = "acknowledge"


# What is decided here is decided of the cell, whatever else was found there.
_OF_CELL = (Choice.CORRECT, Choice.LEAVE_OUT, Choice.LEAVE_OPEN)
_GONE = (Choice.LEAVE_OUT, Choice.LEAVE_OPEN)
MULTIPLIES = (Choice.MULTIPLY, Choice.MULTIPLY_BOTH)
# What an answer takes the place of beside its own kind. A figure is multiplied once, as the file
# has it; a correction said after that stands over it.
_REPLACES: Mapping[Choice, Sequence[Choice]] = {
    Choice.MULTIPLY: (*MULTIPLIES, Choice.CORRECT),
    Choice.MULTIPLY_BOTH: (*MULTIPLIES, Choice.CORRECT, Choice.CORRECT_TARGET),
}
AMENDS = (Choice.KPI, Choice.AREA, *MULTIPLIES, Choice.JOIN)
NOT_DECIDED = "not decided yet"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one finding, and why; sheet and cell as the finding has them.

    `value` is the right figure or target, in the unit of the row, where the choice is to correct
    it, or the number that the figure is to be multiplied by; `meaning` is the code of another KPI
    or area, of a figure that is left open its code, period and plan.
    """

    code: FindingCode
    sheet: str | None
    cell: str | None
    choice: Choice
    reason: str
    value: float | None = None
    meaning: str | None = None

    @property
    def sheet_and_cell(self) -> SheetAndCell:
        """The cell that it is about."""
        return (self.sheet, self.cell)

    @property
    def is_of_cell(self) -> bool:
        """Whether it is of the cell, whatever else was found there."""
        return self.choice in _OF_CELL

    @property
    def leaves_out(self) -> bool:
        """Whether its row is not published, for good or until it is decided."""
        return self.choice in _GONE

    @property
    def amends(self) -> bool:
        """Whether the file is read anew by it: it says what a row is, or what an unread cell is."""
        return self.choice in AMENDS or self.fills or self.tells_target

    @property
    def fills(self) -> bool:
        """Whether it is the figure of a cell that could not be read."""
        return self.choice is Choice.CORRECT and self.code in UNREAD and self.value is not None

    @property
    def tells_target(self) -> bool:
        """Whether it is the target of a cell of its own that was left out as doubted or unread."""
        if self.choice is Choice.CORRECT_TARGET:
            return self.code in UNREAD | DOUBTED_TARGET and self.value is not None
        return self.choice is Choice.ACCEPT and self.code in DOUBTED_TARGET


def decided_alike(findings: Iterable[Finding], choice: Choice, reason: str) -> Sequence[Decision]:
    """The same decision about each of some findings."""
    return [Decision(f.code, f.sheet, f.cell, choice, reason) for f in findings]


def apart(decisions: Iterable[Decision]) -> tuple[Sequence[Decision], Sequence[Decision]]:
    """The decisions about figures, and apart from them what was acknowledged of warnings."""
    about_figures: list[Decision] = []
    acknowledged: list[Decision] = []
    for decision in decisions:
        is_seen = decision.choice is Choice.ACKNOWLEDGE
        (acknowledged if is_seen else about_figures).append(decision)
    return about_figures, acknowledged


def to_json(decisions: Iterable[Decision]) -> Sequence[Mapping[str, str | float | None]]:
    """Decisions as plain dictionaries in an order of their own, for json.dumps."""
    plain = [
        {"code": d.code, "sheet": d.sheet, "cell": d.cell, "choice": d.choice.value,
         "reason": d.reason, **({} if d.value is None else {"value": d.value}),
         **({} if d.meaning is None else {"meaning": d.meaning})}
        for d in decisions
    ]  # fmt: skip
    return sorted(plain, key=lambda entry: [str(value) for value in entry.values()])


def from_json(entries: Iterable[Mapping[str, Any]]) -> tuple[Decision, ...]:
    """The decisions that to_json() gave."""
    return tuple(
        Decision(
            FindingCode(entry["code"]),
            entry["sheet"],
            entry["cell"],
            Choice(entry["choice"]),
            str(entry["reason"]),
            entry.get("value"),
            entry.get("meaning"),
        )
        for entry in entries
    )


def all_acceptable(findings: Iterable[Finding], rows: Sequence[Row]) -> bool:
    """Whether every figure can be taken as read: there is one, and the doubt is not whose it is."""
    cells = {(row.sheet, row.cell) for row in rows}
    return all(is_acceptable(finding, cells) for finding in findings)


def left_open(findings: Iterable[Finding], rows: Sequence[Row]) -> Sequence[Decision]:
    """That some findings are decided later: their rows are not published until then.

    Which figure each is goes with it, so that a later file can settle it.
    """
    meant = {
        (row.sheet, row.cell): ", ".join(
            filter(None, (row.code, row.period.label, row.plan and f"plan {row.plan}"))
        )
        for row in rows
    }
    opened = decided_alike(findings, Choice.LEAVE_OPEN, NOT_DECIDED)
    return [
        replace(d, meaning=meant[d.sheet or "", d.cell or ""]) if (d.sheet, d.cell) in meant else d
        for d in opened
    ]


def joined(new: Sequence[Decision], before: Sequence[Decision]) -> Sequence[Decision]:
    """New decisions behind those of before about other cells: the last counts."""
    cells = {decision.sheet_and_cell for decision in new}
    stay = [d for d in before if d.amends or d.sheet_and_cell not in cells]
    return [*(decision for decision in stay if decision not in new), *new]


def staying(before: Iterable[Decision], choice: Choice) -> Sequence[Decision]:
    """The decisions about a figure that hold beside a new one; none where it is left out."""
    if choice is Choice.LEAVE_OUT:
        return ()
    replaced = _REPLACES.get(choice, (choice,))
    return [decision for decision in before if decision.choice not in replaced]


def is_acceptable(finding: Finding, cells: Container[SheetAndCell]) -> bool:
    """Whether a figure can be taken as read: one of these cells has it, and it is known whose."""
    return finding.code in ACCEPTABLE and (finding.sheet, finding.cell) in cells


_DONE: Mapping[Choice, str] = {
    Choice.ACCEPT: "Accepted",
    Choice.CORRECT: "Corrected to {value}",
    Choice.CORRECT_TARGET: "Target corrected to {value}",
    Choice.KPI: "Read as {meaning}",
    Choice.AREA: "Read as {meaning}",
    Choice.MULTIPLY: "Multiplied by {value}",
    Choice.MULTIPLY_BOTH: "Multiplied by {value}, the target too",
    Choice.JOIN: "Made one with the other rows of its activity",
    Choice.LEAVE_OUT: "Left out",
    Choice.LEAVE_OPEN: "Left open",
    Choice.ACKNOWLEDGE: "Acknowledged",
}


def done_words(decision: Decision) -> str:
    """What a decision does, in words: `Corrected to 120.5`."""
    value = "" if decision.value is None else f"{decision.value:,.12g}"
    return _DONE[decision.choice].format(value=value, meaning=decision.meaning)
