"""Which decision settles each finding of a file, and what is kept of it in words."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import replace

from loaders.checks.decisions import (
    AMENDS,
    MULTIPLIES,
    Choice,
    Decision,
    SheetAndCell,
    done_words,
    is_acceptable,
)
from loaders.findings.codes import DOUBTED_TARGET, UNREAD, FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row


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
        if d.is_of_cell and (d.leaves_out or d.sheet_and_cell not in typed)
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
        allowed = _leaves_out(decision) or is_acceptable(finding, cells)
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
    made = (decisions.get((choice, finding.code, cell)) for choice in MULTIPLIES)
    return next(filter(None, made), None)


def _in_words(finding: Finding, decision: Decision | None, by: str) -> Finding:
    if finding.severity not in (Severity.QUARANTINE, Severity.WARN) or decision is None:
        return finding
    settlement = _settlement(decision, by)
    return replace(finding, message=f"{finding.message} {settlement}", action=settlement)


def _leaves_out(decision: Decision | None) -> bool:
    return decision is not None and decision.leaves_out
