"""Reported statuses: words that are not known, and those that the figure does not give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from insights.kpi_records import rules_of
from loaders.checks.kpi_file import KpiFile
from loaders.checks.published_figures import PublishedFigure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.reading import Row
from metrics.applicable_target import ApplicableTarget, applicable_target
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import Rag, State, boundaries, is_number, mismatch, reported_status, status_of
from metrics.year_to_date import ProfileMethod


def findings(file: KpiFile) -> Iterator[Finding]:
    """The reported statuses that are odd, or other than the computed ones."""
    for rows in file.by_kpi.values():
        reported = [(row, row.reported_status) for row in rows if row.reported_status]
        kpi = _KpiHistory.of_kpi(file, rows) if reported else None
        for row, typed in reported:
            word = reported_status(typed)
            if word is not None and not isinstance(word, Rag | State):
                yield _unknown(row, typed)
            elif kpi:
                yield from _difference(kpi, row, typed)


@dataclass(frozen=True, slots=True)
class _KpiHistory:
    """A KPI's figures in the file and published; `judged` are those that the pages judge."""

    rules: KpiRules
    figures: Sequence[KpiFigure]
    judged: Sequence[KpiFigure]

    @classmethod
    def of_kpi(cls, file: KpiFile, rows: Sequence[Row]) -> "_KpiHistory":
        published = file.published_figures(rows[0])
        by_period = {period: _published(period, figure) for period, figure in published.items()}
        by_period |= {row.period: _figure(row, published.get(row.period)) for row in rows}
        rules, figures = rules_of(file.kpi(rows[0])), list(by_period.values())
        return cls(rules, figures, at_reporting_frequency(rules, figures))

    def at(self, period: Period) -> KpiFigure | None:
        return next((figure for figure in self.judged if figure.period == period), None)

    def target(self, figure: KpiFigure) -> ApplicableTarget:
        return applicable_target(self.rules, figure, self.figures, self.judged)


def _published(period: Period, figure: PublishedFigure) -> KpiFigure:
    return KpiFigure(
        period,
        figure.value,
        state=figure.state,
        target=figure.target,
        target_upper=figure.target_upper,
    )


def _figure(row: Row, before: PublishedFigure | None) -> KpiFigure:
    """A row's figure; a target that is not in the file goes on standing."""
    low, high = row.target, row.target_upper
    if low is None and row.target_state is None and before:
        low, high = before.target, before.target_upper
    return KpiFigure(
        row.period,
        row.value,
        state=row.state,
        target=low,
        target_upper=high,
        target_state=row.target_state,
    )


def _difference(kpi: _KpiHistory, row: Row, typed: str) -> Iterator[Finding]:
    """Judged as the pages judge it: in the KPI's rhythm, a year to date by what is due by then."""
    figure = kpi.at(row.period)
    if figure is None or not is_number(figure.value):
        return
    target = kpi.target(figure)
    if target.state or not is_number(target.low):
        return
    rules = kpi.rules
    status = status_of(
        figure.value,
        figure.state,
        target=target.low,
        target_upper=target.high,
        target_state=figure.target_state,
        polarity=rules.polarity,
        tolerance=rules.tolerance,
    )
    if mismatch(typed, status):
        amber = boundaries(target.low, rules.polarity, rules.tolerance, target.high)
        words = f"{_aim(target)} ({amber.words(rules.decimals)})"
        yield _differs(row, typed, f"{status} by its figure, {number(row.value)}, against {words}")


def _aim(target: ApplicableTarget) -> str:
    """The target in words; one that comes of a profile has more digits than anybody reads."""
    ends = [end for end in (target.low, target.high) if end is not None]
    if target.method in (None, ProfileMethod.FROM_FILE):
        return " to ".join(map(number, ends))
    return " to ".join(f"{end:,.2f}" for end in ends) + ", due by then"


def _differs(row: Row, typed: str, expected: str) -> Finding:
    problem = f'{figure_of(row)} is reported as "{typed}"'
    action = "Both are shown; correct the status, the target or the KPI's tolerance."
    return row_finding(
        Severity.WARN,
        FindingCode.STATUS_DIFFERS,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _unknown(row: Row, typed: str) -> Finding:
    problem = f'the status of {figure_of(row)} is "{typed}"'
    expected = "Green, Amber, Red or a word such as Data only"
    action = "It is kept as typed; write one of these words if it should count."
    return row_finding(
        Severity.WARN,
        FindingCode.UNKNOWN_STATUS_WORD,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )
