"""What a person decides about quarantined rows: take the figure as read, or leave it out."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from loaders.checks.codes import ACCEPTABLE
from loaders.reading import Finding, Row, Severity

Cell = tuple[str | None, str | None]


class Choice(StrEnum):
    """What is done with a quarantined row."""

    ACCEPT = "accept"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one quarantined finding, and why; sheet and cell as it has them."""

    code: str
    sheet: str | None
    cell: str | None
    choice: Choice
    reason: str

    @property
    def place(self) -> Cell:
        """The cell that it is about."""
        return (self.sheet, self.cell)


def decided_alike(findings: Iterable[Finding], choice: Choice, reason: str) -> Sequence[Decision]:
    """The same decision about each of some findings."""
    return [Decision(f.code, f.sheet, f.cell, choice, reason) for f in findings]


def to_json(decisions: Iterable[Decision]) -> Sequence[Mapping[str, str | None]]:
    """Decisions as plain dictionaries in an order of their own, for json.dumps."""
    plain = [
        {"code": d.code, "sheet": d.sheet, "cell": d.cell, "choice": d.choice.value,
         "reason": d.reason}
        for d in decisions
    ]  # fmt: skip
    return sorted(plain, key=lambda entry: [str(value) for value in entry.values()])


def from_json(entries: Iterable[Mapping[str, str]]) -> tuple[Decision, ...]:
    """The decisions that to_json() gave."""
    return tuple(
        Decision(
            entry["code"], entry["sheet"], entry["cell"], Choice(entry["choice"]), entry["reason"]
        )
        for entry in entries
    )


def all_acceptable(findings: Iterable[Finding], rows: Sequence[Row]) -> bool:
    """Whether every figure can be taken as read: there is one, and the doubt is not whose it is."""
    cells = {(row.sheet, row.cell) for row in rows}
    return all(_is_acceptable(finding, cells) for finding in findings)


def kept(rows: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows that no decision leaves out."""
    left_out = {d.place for d in decisions if d.choice is Choice.LEAVE_OUT}
    return [row for row in rows if (row.sheet, row.cell) not in left_out] if left_out else rows


def settled(
    findings: Sequence[Finding], rows: Sequence[Row], decisions: Sequence[Decision]
) -> Sequence[Decision | None]:
    """For each finding the decision that settles it, None without one.

    Whoever leaves a cell out settles all that was found there; accepting counts only for its own
    finding, and only where the figure can be accepted.
    """
    cells = {(row.sheet, row.cell) for row in rows}
    left_out = {d.place: d for d in decisions if d.choice is Choice.LEAVE_OUT}
    accepted = {(d.code, d.place): d for d in decisions if d.choice is Choice.ACCEPT}
    return [
        left_out.get((f.sheet, f.cell))
        or (accepted.get((f.code, (f.sheet, f.cell))) if _is_acceptable(f, cells) else None)
        for f in findings
    ]


def in_words(
    findings: Sequence[Finding], rows: Sequence[Row], decisions: Sequence[Decision], by: str
) -> Sequence[Finding]:
    """The findings as they are kept: quarantined ones say who decided what, and why."""
    both = zip(findings, settled(findings, rows, decisions), strict=True)
    return [_in_words(finding, decision, by) for finding, decision in both]


def _is_acceptable(finding: Finding, cells: Container[Cell]) -> bool:
    return finding.code in ACCEPTABLE and (finding.sheet, finding.cell) in cells


def _in_words(finding: Finding, decision: Decision | None, by: str) -> Finding:
    if finding.severity is not Severity.QUARANTINE or decision is None:
        return finding
    done = "Accepted" if decision.choice is Choice.ACCEPT else "Left out"
    said = f"{done} by {by}: {decision.reason}"
    return replace(finding, message=f"{finding.message} {said}", action=said)
