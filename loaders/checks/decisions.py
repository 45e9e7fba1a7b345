"""What a person decides: a quarantined row is taken as read, corrected or left out.

A warning is acknowledged, or not: that changes no row and stops nothing.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from msgspec import structs

from loaders.findings.codes import ACCEPTABLE, DOUBTED_TARGET, UNREAD, FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row, RowKind
from loaders.tables.activity_rows import joined_activities
from metrics.decimals import without_residue

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
_MULTIPLIES = (Choice.MULTIPLY, Choice.MULTIPLY_BOTH)
# What an answer takes the place of beside its own kind. A figure is multiplied once, as the file
# has it; a correction said after that stands over it.
_REPLACES: Mapping[Choice, Sequence[Choice]] = {
    Choice.MULTIPLY: (*_MULTIPLIES, Choice.CORRECT),
    Choice.MULTIPLY_BOTH: (*_MULTIPLIES, Choice.CORRECT, Choice.CORRECT_TARGET),
}
AMENDS = (Choice.KPI, Choice.AREA, *_MULTIPLIES, Choice.JOIN)
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
    return all(_is_acceptable(finding, cells) for finding in findings)


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


def amended(rows: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows as they are read after a person said which KPI, area or unit they are of.

    Rows of a key activity that are one are joined.
    """
    by_cell: dict[SheetAndCell, list[Decision]] = {}
    for decision in decisions:
        if decision.choice in AMENDS:
            by_cell.setdefault(decision.sheet_and_cell, []).append(decision)
    read_so = [_amended(row, by_cell.get((row.sheet, row.cell), ())) for row in rows]
    ones = {cell for cell, made in by_cell.items() if any(d.choice is Choice.JOIN for d in made)}
    return joined_activities(read_so, ones) if ones else read_so


def filled(unread: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows whose figure could not be read and was typed, with that figure."""
    typed = {d.sheet_and_cell: d.value for d in decisions if d.fills}
    return [
        structs.replace(row, value=typed[row.sheet, row.cell])
        for row in unread
        if (row.sheet, row.cell) in typed
    ]


def with_targets(unread_targets: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows of doubted targets of which somebody said what the target is, with that target."""
    made = list(decisions)
    gone = {d.sheet_and_cell for d in made if d.choice in _GONE}
    targets = {d.sheet_and_cell: d.value for d in made if d.tells_target}
    rows = [
        _with_target(row, targets[row.sheet, row.cell])
        for row in unread_targets
        if (row.sheet, row.cell) in targets.keys() - gone
    ]
    return [row for row in rows if row.target is not None]


def as_figures_are(
    unread_targets: Sequence[Row], figures: Sequence[Row], decisions: Sequence[Decision]
) -> Sequence[Row]:
    """Rows of doubted targets, each of the KPI that a person said its figure is of."""
    cells = {(row.sheet, row.code, row.period): row.cell for row in figures}
    at_figures = [
        structs.replace(row, cell=cells.get((row.sheet, row.code, row.period), row.cell))
        for row in unread_targets
    ]
    both = zip(amended(at_figures, decisions), unread_targets, strict=True)
    return [structs.replace(row, cell=target.cell) for row, target in both]


def _amended(row: Row, decisions: Sequence[Decision]) -> Row:
    # The same is said of each finding about a cell, and counts once.
    for choice, value, meaning in dict.fromkeys((d.choice, d.value, d.meaning) for d in decisions):
        match choice:
            case Choice.KPI if row.kind is RowKind.KPI_VALUE and meaning:
                # The name in the file is then known not to be the KPI's.
                row = structs.replace(row, code=meaning, plan=None, name=None)
            case Choice.AREA if row.kind is RowKind.STATISTIC_VALUE and meaning:
                row = structs.replace(row, area=meaning)
            case Choice.MULTIPLY | Choice.MULTIPLY_BOTH if value is not None:
                row = _multiplied(row, value, with_target=choice is Choice.MULTIPLY_BOTH)
            case _:
                pass
    return row


def _multiplied(row: Row, factor: float, *, with_target: bool) -> Row:
    """A row whose figure, and target where that is said too, are in the unit of the KPI."""
    names = ("value", "target", "target_upper") if with_target else ("value",)
    numbers = {name: getattr(row, name) for name in names}
    multiplied: dict[str, Any] = {
        name: without_residue(number * factor)
        for name, number in numbers.items()
        if number is not None
    }
    return structs.replace(row, unit=None, **multiplied) if multiplied else row


def kept(rows: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows that no decision leaves out, corrected ones with their right figure and target."""
    made = list(decisions)
    decided = {d.sheet_and_cell: d for d in made if d.choice in _OF_CELL}
    targets = {d.sheet_and_cell: d.value for d in made if d.choice is Choice.CORRECT_TARGET}
    if not decided and not targets:
        return rows
    disputed = _disputed_before(rows, decided.values())
    return [
        _with_target(
            _corrected(row, decided.get((row.sheet, row.cell))), targets.get((row.sheet, row.cell))
        )
        for row in rows
        if not _leaves_out(decided.get((row.sheet, row.cell))) and _figure(row) not in disputed
    ]


def _disputed_before(
    rows: Sequence[Row], decided: Iterable[Decision]
) -> Container[tuple[object, ...]]:
    """The figures of which earlier versions kept no row where rows of a download disagree.

    Files that were stored so are read again alike; now such rows are chosen between.
    """
    cells = {
        d.sheet_and_cell
        for d in decided
        if d.code is FindingCode.LINES_DISAGREE and d.choice in _GONE
    }
    of_plans = (row for row in rows if row.kind is not RowKind.STATISTIC_VALUE)
    return {_figure(row) for row in of_plans if (row.sheet, row.cell) in cells}


def _figure(row: Row) -> tuple[object, ...]:
    return row.kind, row.plan, row.code, row.area, row.period


def settled(
    findings: Sequence[Finding],
    rows: Sequence[Row],
    decisions: Sequence[Decision],
    answered: Set[SheetAndCell] = frozenset(),
) -> Sequence[Decision | None]:
    """For each finding the decision that settles it, None without one.

    Whoever leaves a cell out settles all that was found there. Accepting or correcting counts only
    where the figure can be accepted, and accepting only for its own finding; of rows that disagree
    only the last one that is not left out. That a cell could not be read is settled by the figure
    that is typed for it, and no doubt about that figure is. Whoever said by what to multiply said
    the unit. A warning is settled by its own acknowledgement, and nothing else is. `answered` are
    the cells whose figure or target was typed: one that agrees with another has no row of its own.
    """
    cells = {(row.sheet, row.cell) for row in rows} | answered
    alone = _without_rival(rows)
    typed = {d.sheet_and_cell: d for d in decisions if d.fills}
    of_cell = {
        d.sheet_and_cell: d
        for d in decisions
        if d.choice in _OF_CELL and (d.choice in _GONE or d.sheet_and_cell not in typed)
    }
    by_target = {d.sheet_and_cell: d for d in decisions if d.tells_target}
    of_finding = {(d.choice, d.code, d.sheet_and_cell): d for d in decisions}
    settling: list[Decision | None] = []
    for finding in findings:
        cell = (finding.sheet, finding.cell)
        if finding.severity is Severity.WARN:
            settling.append(of_finding.get((Choice.ACKNOWLEDGE, finding.code, cell)))
            continue
        decision = of_cell.get(cell)
        if cell in answered and cell in by_target and not _leaves_out(decision):
            settling.append(by_target[cell] if finding.code in UNREAD | DOUBTED_TARGET else None)
            continue
        if finding.code in UNREAD and not _leaves_out(decision):
            settling.append(typed.get(cell) if cell in cells else None)
            continue
        decision = decision or of_finding.get((Choice.ACCEPT, finding.code, cell))
        decision = decision or _unit_told(finding, of_finding)
        if finding.code is FindingCode.TARGET_OUT_OF_RANGE and not _leaves_out(decision):
            settling.append(of_finding.get((Choice.CORRECT_TARGET, finding.code, cell)))
            continue
        allowed = _leaves_out(decision) or _is_acceptable(finding, cells)
        if finding.code is FindingCode.CONFLICT and not _leaves_out(decision):
            allowed = allowed and cell in alone
        settling.append(decision if allowed else None)
    return settling


def in_words(
    findings: Sequence[Finding],
    rows: Sequence[Row],
    decisions: Sequence[Decision],
    by: str,
    answered: Set[SheetAndCell] = frozenset(),
) -> Sequence[Finding]:
    """The findings as they are kept: those that are settled say who decided what, and why.

    What was read as a person said it is meant is a finding of its own.
    """
    both = zip(findings, settled(findings, rows, decisions, answered), strict=True)
    kept_findings = [_in_words(finding, decision, by) for finding, decision in both]
    # The same is said of each finding about a cell.
    amending = {
        (d.sheet_and_cell, d.choice, d.value, d.meaning): d for d in decisions if d.choice in AMENDS
    }
    return [*kept_findings, *(_amendment(decision, by) for decision in amending.values())]


def _amendment(decision: Decision, by: str) -> Finding:
    settlement = _settlement(decision, by)
    where = ", cell ".join(filter(None, decision.sheet_and_cell))
    return Finding(
        Severity.INFO,
        FindingCode.AMENDED,
        f"Sheet {where}: {settlement}",
        decision.sheet,
        decision.cell,
        action=settlement,
    )


def _settlement(decision: Decision, by: str) -> str:
    return f"{done_words(decision)} by {by}: {decision.reason}"


def _without_rival(rows: Sequence[Row]) -> Container[SheetAndCell]:
    """The cells of rows that speak of their figure alone."""
    counted = Counter((row.kind, row.code, row.area, row.period) for row in rows)
    return {
        (row.sheet, row.cell)
        for row in rows
        if counted[row.kind, row.code, row.area, row.period] == 1
    }


def _unit_told(
    finding: Finding, decisions: Mapping[tuple[Choice, FindingCode, SheetAndCell], Decision]
) -> Decision | None:
    if finding.code is not FindingCode.UNIT_DIFFERS:
        return None
    cell = (finding.sheet, finding.cell)
    made = (decisions.get((choice, finding.code, cell)) for choice in _MULTIPLIES)
    return next(filter(None, made), None)


def _is_acceptable(finding: Finding, cells: Container[SheetAndCell]) -> bool:
    return finding.code in ACCEPTABLE and (finding.sheet, finding.cell) in cells


def _leaves_out(decision: Decision | None) -> bool:
    return decision is not None and decision.choice in _GONE


def _corrected(row: Row, decision: Decision | None) -> Row:
    if decision is None or decision.value is None:
        return row
    if row.value is None and row.state is None:
        # A row without a figure is there for its target.
        return structs.replace(row, target=decision.value, target_upper=None)
    return structs.replace(row, value=decision.value, state=None)


def _with_target(row: Row, target: float | None) -> Row:
    return row if target is None else structs.replace(row, target=target, target_upper=None)


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


def _in_words(finding: Finding, decision: Decision | None, by: str) -> Finding:
    if finding.severity not in (Severity.QUARANTINE, Severity.WARN) or decision is None:
        return finding
    settlement = _settlement(decision, by)
    return replace(finding, message=f"{finding.message} {settlement}", action=settlement)
