"""The figures of a file that wait for a person: what each is, why it waits, what may be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.admissible import shortened
from insights.formatting import figure_or_state
from loaders.check import Checked
from loaders.checks.decisions import Choice, SheetAndCell, all_acceptable
from loaders.findings.codes import DOUBTED_TARGET, UNREAD, FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.parsing.offered_figures import as_share_or_percent, hundredth, offered_figures
from loaders.plans.current_plans import Plans, text_in
from loaders.reading import Row, RowKind
from pages.upload import decide_one

WORDS: Mapping[Choice, str] = {
    Choice.ACCEPT: "Accept as read",
    Choice.CORRECT: "Correct it",
    Choice.CORRECT_TARGET: "Correct its target",
    Choice.KPI: "It is another KPI",
    Choice.AREA: "It is another area",
    Choice.MULTIPLY: "It is in another unit: multiply it",
    Choice.JOIN: "All are one: join their texts",
    Choice.LEAVE_OUT: "Leave out",
}
KEEP_ONE = "Keep this one, leave out the others"
TYPE_IT = "Type the figure"


@dataclass(frozen=True, slots=True)
class WaitingFigure:
    """A cell that waits: its findings, the row that was read of it, and rows it disagrees with.

    `unread` is the row where the figure itself could not be read, `target` that of a target which
    is doubted in a cell of its own.
    """

    address: SheetAndCell
    findings: Sequence[Finding]
    row: Row | None
    rivals: Sequence[Row] = ()
    unread: Row | None = None
    target: Row | None = None

    @property
    def row_meant(self) -> Row | None:
        """The row that it is about, read or not."""
        return self.row or self.unread or self.target

    def title(self, plans: Plans) -> str:
        """`Fly-tipping (CON 15)` or, where nothing was read, the sheet and cell."""
        row = self.row_meant
        if row is None:
            return decide_one.where(self.findings[0])
        is_kpi = row.kind is RowKind.KPI_VALUE and row.code in plans.kpis
        name = text_in(plans.kpi(row.plan, row.code)["name"]) if is_kpi else row.name
        code = f"{row.code} of {row.area}" if row.area else row.code
        title = f"{shortened(name)} ({code})" if name and name != row.code else code
        return f"The target of {title}" if row is self.target else title

    @property
    def period(self) -> str:
        """The period that it is for; empty where nothing was read."""
        row = self.row_meant
        return row.period.label if row else ""

    @property
    def in_the_file(self) -> str:
        """The figure as the file has it: `120%, target 90%`, or the text of the cell."""
        if self.row is None or self.is_typed:
            unread = [f for f in self.findings if f.code in UNREAD] or self.findings
            return next((f'"{f.found}"' for f in unread if f.found), "")
        return self.figure

    @property
    def is_typed(self) -> bool:
        """Whether the figure was typed for a cell that nobody could read, and is doubted itself."""
        return self.row is not None and any(finding.code in UNREAD for finding in self.findings)

    @property
    def figure(self) -> str:
        """The row's figure and target as they were read, or the figure typed; empty without one."""
        row = self.row
        if row is None:
            return ""
        if row.kind is RowKind.ACTIVITY_UPDATE:
            return row.reported_status or "without a status"
        has_figure = row.value is not None or row.state is not None
        parts = [figure_or_state(row.value, row.state, row.unit)] if has_figure else []
        if row.target is not None:
            ends = [end for end in (row.target, row.target_upper) if end is not None]
            parts.append(f"target {' to '.join(figure_or_state(e, None, row.unit) for e in ends)}")
        return ", ".join(parts)

    def offered(self) -> Iterator[tuple[Choice, str, float]]:
        """The figures and targets that may be meant, each with its words, the likeliest first."""
        codes = {finding.code for finding in self.findings}
        if self.unread is not None:
            texts = (f.found for f in self.findings if f.code in UNREAD and f.found)
            for words, value in offered_figures(next(texts, ""), self.unread.unit).items():
                yield Choice.CORRECT, f"It is {words}", value
        if self.target is not None:
            yield from self._offered_targets(self.target)
        row = self.row
        if row and row.value is not None and FindingCode.PERCENT_OUT_OF_RANGE in codes:
            for words, value in hundredth(row.value).items():
                yield Choice.CORRECT, f"It is {words}", value
        is_doubted = FindingCode.TARGET_OUT_OF_RANGE in codes
        if row and is_doubted and row.target is not None and row.target_upper is None:
            for words, value in hundredth(row.target).items():
                yield Choice.CORRECT_TARGET, f"Its target is {words}", value

    def _offered_targets(self, target: Row) -> Iterator[tuple[Choice, str, float]]:
        """What a doubted target may be: each clear number in its cell, or a hundred times it."""
        codes = {finding.code for finding in self.findings}
        if FindingCode.BARE_FRACTION in codes and target.target is not None:
            for words, value in as_share_or_percent(target.target).items():
                yield Choice.CORRECT_TARGET, f"Its target is {words}", value
            return
        text = next((f.found for f in self.findings if f.found), "")
        for words, value in offered_figures(text, target.unit).items():
            yield Choice.CORRECT_TARGET, f"Its target is {words}", value

    def choices(self, checked: Checked) -> Mapping[Choice, str]:
        """What may be done with it, in words."""
        words = dict(WORDS)
        if self.unread is not None:
            words[Choice.CORRECT] = TYPE_IT
        if self.rivals:
            words[Choice.ACCEPT] = KEEP_ONE
        possible = set(self._possible(checked))
        return {choice: text for choice, text in words.items() if choice in possible}

    def _possible(self, checked: Checked) -> Iterator[Choice]:
        yield Choice.LEAVE_OUT
        if self.unread is not None:
            yield from (Choice.CORRECT, Choice.KPI)
        if self.target is not None:
            yield Choice.CORRECT_TARGET
            codes = {finding.code for finding in self.findings}
            if self.target.target is not None and codes <= DOUBTED_TARGET:
                yield Choice.ACCEPT
        if self.row is None:
            return
        codes = {finding.code for finding in self.findings}
        is_target_doubted = FindingCode.TARGET_OUT_OF_RANGE in codes
        settled_apart = UNREAD | {FindingCode.TARGET_OUT_OF_RANGE}
        about_figure = [f for f in self.findings if f.code not in settled_apart]
        if is_target_doubted:
            yield Choice.CORRECT_TARGET
        if about_figure and all_acceptable(about_figure, checked.rows):
            is_activity = self.row.kind is RowKind.ACTIVITY_UPDATE
            if not is_target_doubted:
                yield Choice.ACCEPT
            if not is_activity:
                yield Choice.CORRECT
            elif self.rivals:
                yield Choice.JOIN
        yield from _meanings(self.row, is_typed=self.is_typed)


def _meanings(row: Row, *, is_typed: bool) -> Iterator[Choice]:
    """What else a row may be than it was read as; a figure that was typed is in its unit."""
    if row.kind is RowKind.KPI_VALUE:
        yield Choice.KPI
        if not is_typed and (row.value is not None or row.target is not None):
            yield Choice.MULTIPLY
    elif row.kind is RowKind.STATISTIC_VALUE:
        yield Choice.AREA


def waiting_figures(checked: Checked) -> Sequence[WaitingFigure]:
    """The cells with quarantined findings, in the order of the findings."""
    rows = {(row.sheet, row.cell): row for row in checked.rows}
    unread = {(row.sheet, row.cell): row for row in checked.unread}
    targets = {(row.sheet, row.cell): row for row in checked.unread_targets}
    by_figure: dict[object, list[Row]] = {}
    for row in checked.rows:
        by_figure.setdefault((row.kind, row.code, row.area, row.period), []).append(row)
    by_cell: dict[SheetAndCell, list[Finding]] = {}
    for finding in checked.findings_of(Severity.QUARANTINE):
        by_cell.setdefault(decide_one.address(finding), []).append(finding)
    return [
        WaitingFigure(
            address, group, row, _rivals(row, by_figure), unread.get(cell), targets.get(cell)
        )
        for address, group in by_cell.items()
        for cell in [(address[0] or "", address[1] or "")]
        for row in [rows.get(cell)]
    ]


def _rivals(row: Row | None, by_figure: Mapping[object, Sequence[Row]]) -> Sequence[Row]:
    if row is None:
        return ()
    same = by_figure[row.kind, row.code, row.area, row.period]
    return [other for other in same if other is not row]
