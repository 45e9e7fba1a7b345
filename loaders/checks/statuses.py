"""Reported statuses: words that are not known, and those that the figure does not give."""

from collections.abc import Iterator, Mapping, Sequence

from insights.kpi_records import rules_of
from loaders.checks.kpi_file import KpiFile
from loaders.checks.published_figures import PublishedFigure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.reading import Row
from metrics.applicable_target import with_years_targets
from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import RatedOutturn, RatedOutturns
from metrics.period import Period
from metrics.reporting_frequency import at_reporting_frequency
from metrics.status import Rag, State, mismatch, reported_status
from metrics.year_to_date import ProfileMethod


def findings(file: KpiFile) -> Iterator[Finding]:
    """The reported statuses that are odd, or other than the computed ones."""
    for rows in file.by_kpi.values():
        reported = [(row, row.reported_status) for row in rows if row.reported_status]
        ratings = _ratings(file, rows) if reported else {}
        for row, typed in reported:
            word = reported_status(typed)
            if word is not None and not isinstance(word, Rag | State):
                yield _unknown(row, typed)
            elif row.period in ratings:
                yield from _difference(ratings[row.period], row, typed)


def _ratings(file: KpiFile, rows: Sequence[Row]) -> Mapping[Period, RatedOutturn]:
    """The figures of a KPI's rows as the pages rate them, beside what is published of it."""
    published = file.published_figures(rows[0])
    by_period = {period: _published(period, figure) for period, figure in published.items()}
    by_period |= {row.period: _figure(row, published.get(row.period)) for row in rows}
    rules, figures = rules_of(file.kpi(rows[0])), list(by_period.values())
    at_frequency = with_years_targets(rules, at_reporting_frequency(rules, figures), figures)
    series = RatedOutturns(rules, figures, at_frequency)
    periods = {row.period for row in rows}
    return {
        figure.period: series[position]
        for position, figure in enumerate(at_frequency)
        if figure.period in periods
    }


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


def _difference(rated: RatedOutturn, row: Row, typed: str) -> Iterator[Finding]:
    """Judged as the pages judge it: in the KPI's rhythm, a year to date by what is due by then."""
    if mismatch(typed, rated.status):
        words = f"{_aim(rated)} ({rated.amber})"
        value = number(row.value)
        yield _differs(row, typed, f"{rated.status} by its figure, {value}, against {words}")


def _aim(rated: RatedOutturn) -> str:
    """The target in words; one that comes of a profile has more digits than anybody reads."""
    ends = [end for end in (rated.target, rated.target_upper) if end is not None]
    if rated.method in (None, ProfileMethod.FROM_FILE):
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
