"""Is this file fit to publish? Its rows against the plans and what is published.

Every doubt is a finding; the rules are in loaders.checks, one module a group of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pandas as pd
from msgspec import structs

from data.uploads import Alias
from loaders.checks import (
    admission,
    coverage,
    decided_rows,
    decisions,
    foreign_names,
    kpi_redefinition,
    outliers,
    period_ends,
    plausible_range,
    revisions,
    settled_findings,
    statuses,
    targets,
    units_and_polarity,
    unknown_codes,
)
from loaders.checks.decisions import Decision, SheetAndCell
from loaders.checks.kpi_file import KpiFile
from loaders.checks.published_figures import Published
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans import plan_rows
from loaders.plans.current_plans import Plans, text_in
from loaders.reading import FirstRows, Reading, Row, RowKind, SheetView
from loaders.tables.column_mapping import ColumnMapping

__all__ = ["STOPS_A_PUBLISH", "Checked", "Plans", "Published", "check", "decide"]

STOPS_A_PUBLISH = (Severity.REJECT, Severity.QUARANTINE)
NOTHING_PUBLISHED = Published()
MOST_REASONS = 3  # of one kind that a person is told one by one


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading whose rows know their plan, with the findings of both reader and check.

    `decisions` are a person's about quarantined rows; those left out are not among the rows.
    `first_rows` are those of a file whose columns can be named by hand, `mappings` the columns
    named so by which it was read, `aliases` the words of which somebody said whose they are;
    `pictures` are for a person to look at. `unknown_areas` counts lines by names of areas that
    nobody knows. `plan_rows` are the rows of a workbook of plans by table, as
    loaders.plans.plan_rows gives them. `unread` are the rows of KPIs whose figure could not be
    read, and `unread_targets` those of targets: they are none until somebody types it. `answered`
    are the cells of those that somebody typed.
    """

    layout: str
    rows: Sequence[Row]
    findings: Sequence[Finding]
    counts: Mapping[str, int]
    decisions: Sequence[Decision] = ()
    first_rows: Sequence[FirstRows] = ()
    mappings: Sequence[ColumnMapping] = ()
    aliases: Sequence[Alias] = ()
    pictures: Sequence[SheetView] = ()
    unknown_areas: Mapping[str, int] = field(default_factory=dict)
    plan_rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    unread: Sequence[Row] = ()
    unread_targets: Sequence[Row] = ()
    answered: Set[SheetAndCell] = frozenset()

    @property
    def size(self) -> int:
        """How many rows would be published: figures, and rows of plans."""
        return len(self.rows) + sum(map(len, self.plan_rows.values()))

    @property
    def undecided(self) -> Sequence[Finding]:
        """The quarantined findings that wait for a person's decision."""
        waiting = self.findings_of(Severity.QUARANTINE)
        settling = settled_findings.settled(waiting, self.rows, self.decisions, self.answered)
        both = zip(waiting, settling, strict=True)
        return [finding for finding, decision in both if decision is None]

    @property
    def figures_waiting(self) -> int:
        """How many figures wait for a decision, however much was found at each."""
        return len({(finding.sheet, finding.cell) for finding in self.undecided})

    @property
    def figures_left_open(self) -> int:
        """How many figures are decided later, however much was found at each."""
        opened = (d for d in self.decisions if d.choice is decisions.Choice.LEAVE_OPEN)
        return len({decision.sheet_and_cell for decision in opened})

    @property
    def publishable(self) -> bool:
        """Whether something remains, nothing is refused, and everything doubtful is decided."""
        return bool(self.size) and not self.findings_of(Severity.REJECT) and not self.undecided

    @property
    def with_rest_left_open(self) -> "Checked":
        """What is sure: the rows that wait are left open, to be decided later."""
        opened = decisions.left_open(
            self.undecided, [*self.rows, *self.unread, *self.unread_targets]
        )
        return decide(self, [*self.decisions, *opened]) if opened else self

    @property
    def illustrative(self) -> bool:
        """Whether the file says of itself that its figures are invented."""
        return _is_illustrative(self.findings)

    def findings_of(self, severity: Severity) -> Sequence[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]

    def findings_in_words(self, by: str) -> Sequence[Finding]:
        """The findings as they are kept with the upload: who decided what, and why."""
        return settled_findings.in_words(
            self.findings, self.rows, self.decisions, by, self.answered
        )


def check(
    reading: Reading, plans: Plans, published: Published | None = None, today: date | None = None
) -> Checked:
    """Judge a reading against the plans and what is published: doubts become findings.

    Rows get their plan, the KPI's own code and its unit. A workbook of plans is judged with the
    plans as they would stand. Without `published` the file is judged by itself; `today` is the day
    in UTC unless it is given.
    """
    reading = admission.cleaned_reading(reading)
    new_plan_rows = plan_rows.plan_rows(reading.plan_sheets, plans.texts)
    about_plans = list(
        plan_rows.findings(reading.plan_sheets, plans.texts, new_plan_rows, plans.council)
    )
    if any(finding.severity is Severity.REJECT for finding in about_plans):
        # Figures cannot be judged by plans that are wrong.
        return _refused(reading, about_plans)
    published = published or NOTHING_PUBLISHED
    about_plans += kpi_redefinition.findings(new_plan_rows, plans, published.codes)
    plans_to_be = plans.with_rows(new_plan_rows) if new_plan_rows else plans
    checked = _checked_figures(reading, plans_to_be, published, today)
    findings = [*checked.findings, *about_plans]
    is_empty = not reading.rows and not new_plan_rows and not _can_be_answered(checked)
    if is_empty and not checked.findings_of(Severity.REJECT):
        findings.append(_nothing_to_publish(reading))
    return replace(
        checked,
        findings=first_of_each(findings),
        plan_rows=new_plan_rows,
        unknown_areas=reading.unknown_areas,
        first_rows=reading.first_rows,
    )


def _can_be_answered(checked: Checked) -> bool:
    """Whether figures of a file without rows are had by typing them or saying whose they are."""
    whose = any(finding.code is FindingCode.NOT_OURS for finding in checked.undecided)
    return whose or bool(checked.unread or checked.unread_targets)


def _refused(reading: Reading, findings: Sequence[Finding]) -> Checked:
    counts = dict(reading.counts) | {"rows": 0}
    all_findings = [*reading.findings, *findings]
    return Checked(reading.layout, (), all_findings, counts, pictures=reading.pictures)


@dataclass(frozen=True, slots=True)
class _Identified:
    """Rows that were read and that were not, with their KPI and period, and what is doubted."""

    rows: Sequence[Row]
    unread: Sequence[Row]
    unread_targets: Sequence[Row]
    findings: Sequence[Finding]


def _identified(reading: Reading, plans: Plans) -> _Identified:
    read, out_of_bounds = admission.apart(reading.rows)
    unread, unread_out_of_bounds = admission.apart(reading.unread)
    resolved = [unknown_codes.resolved(row, plans) for row in (*read, *unread)]
    doubts = [finding for _, findings_of_row in resolved for finding in findings_of_row]
    every = [row for row, _ in resolved]
    # Whose a target is, is asked of its figure.
    of_targets, _ = admission.apart(reading.unread_targets)
    targets = [unknown_codes.resolved(row, plans)[0] for row in of_targets]
    # Whether a figure is its month's or its quarter's goes by the months beside it; what could not
    # be read decides nothing of what was.
    dated, about_periods = period_ends.with_period_ends(every[: len(read)], plans)
    not_read = period_ends.with_period_ends([*every, *targets], plans)[0][len(read) :]
    findings = [*out_of_bounds, *unread_out_of_bounds, *doubts, *about_periods]
    return _Identified(dated, not_read[: len(unread)], not_read[len(unread) :], findings)


def _checked_figures(
    reading: Reading, plans: Plans, published: Published, today: date | None
) -> Checked:
    """The reading's figures judged against the plans."""
    identified = _identified(reading, plans)
    rows, unread = identified.rows, identified.unread
    findings = [*reading.findings, *identified.findings]
    file = KpiFile(
        reading.layout,
        [row for row in rows if row.kind is RowKind.KPI_VALUE and row.code in plans.kpis],
        plans,
        today or datetime.now(UTC).date(),
        _is_illustrative(findings),
        published,
        frozenset(row.code for row in unread),
    )
    findings += coverage.many_errors(rows, reading.findings)
    findings += _about_kpis(file, reading.findings)
    counts = _recounted(reading, rows, findings)
    return Checked(
        reading.layout,
        [_with_unit(row, plans) for row in rows],
        findings,
        counts,
        pictures=reading.pictures,
        unread=[_with_unit(row, plans) for row in unread],
        unread_targets=[_with_unit(row, plans) for row in identified.unread_targets],
    )


def decide(checked: Checked, decided: Sequence[Decision]) -> Checked:
    """What was checked with a person's decisions: rows that they leave out are gone.

    Deciding the same twice changes nothing.
    """
    rows = decided_rows.kept(checked.rows, decided)
    counts = dict(checked.counts) | {"rows": len(rows)}
    return replace(checked, rows=rows, counts=counts, decisions=tuple(decided))


def _recounted(
    reading: Reading, rows: Sequence[Row], findings: Sequence[Finding]
) -> Mapping[str, int]:
    """The reading's counts; a loaded cell whose figure is doubted here waits from now on."""
    doubted = {(f.sheet, f.cell) for f in findings if f.severity is Severity.QUARANTINE}
    before = {(f.sheet, f.cell) for f in reading.findings if f.severity is Severity.QUARANTINE}
    moved = len((doubted - before) & {(row.sheet, row.cell) for row in reading.rows})
    counts = dict(reading.counts) | {"rows": len(rows)}
    if "loaded" in counts:
        counts["loaded"] -= moved
        counts["quarantined"] += moved
    return counts


def _about_kpis(file: KpiFile, read: Sequence[Finding]) -> Sequence[Finding]:
    """What the rules notice; what the reader doubts at a cell is not said of it twice."""
    if not file.rows:
        return []
    by_reader = {(f.code, f.sheet, f.cell) for f in read}
    by_rules = (
        *units_and_polarity.findings(file),
        *plausible_range.findings(file),
        *foreign_names.findings(file, read),
    )
    doubts = [doubt for doubt in by_rules if (doubt.code, doubt.sheet, doubt.cell) not in by_reader]
    waiting = [f for f in read if f.severity is Severity.QUARANTINE]
    doubted = frozenset((doubt.sheet or "", doubt.cell or "") for doubt in (*waiting, *doubts))
    return [
        *doubts,
        *revisions.findings(file),
        *outliers.findings(file, doubted),
        *targets.findings(file),
        *statuses.findings(file),
        *coverage.findings(file),
    ]


def _with_unit(row: Row, plans: Plans) -> Row:
    if row.unit or row.kind is not RowKind.KPI_VALUE or row.code not in plans.kpis:
        return row
    return structs.replace(row, unit=text_in(plans.kpi(row.plan, row.code)["unit"]))


def _is_illustrative(findings: Iterable[Finding]) -> bool:
    return any(finding.code == FindingCode.ILLUSTRATIVE for finding in findings)


def first_of_each(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings with the first three reasons of a kind against the file, and a count of more."""
    refusing = [finding for finding in findings if finding.severity is Severity.REJECT]
    counts = Counter(finding.code for finding in refusing)
    if not any(count > MOST_REASONS + 1 for count in counts.values()):
        return findings
    kept: list[Finding] = []
    seen: Counter[FindingCode] = Counter()
    for finding in findings:
        seen[finding.code] += finding.severity is Severity.REJECT
        is_more = finding.severity is Severity.REJECT and seen[finding.code] > MOST_REASONS
        if not is_more or counts[finding.code] <= MOST_REASONS + 1:
            kept.append(finding)
        elif seen[finding.code] == counts[finding.code]:
            kept.append(_more_of(finding, counts[finding.code] - MOST_REASONS))
    return kept


def _more_of(last: Finding, count: int) -> Finding:
    """One finding for all the others of a kind, at the last of them."""
    message = f"{count:,} more of the same kind follow, the last of them: {last.message}"
    return replace(last, message=message)


def _nothing_to_publish(reading: Reading) -> Finding:
    waiting = [f for f in reading.findings if f.severity is Severity.QUARANTINE]
    if waiting:
        message = (
            f"Read as {reading.layout}, but none of its figures can be taken as it stands. "
            f"{waiting[0].message}"
        )
        return Finding(Severity.REJECT, FindingCode.NO_ROWS, message)
    return Finding(
        Severity.REJECT,
        FindingCode.NO_ROWS,
        f"Read as {reading.layout}, but no figure was found in it. "
        "Give a file that has at least one figure under its headings.",
    )
