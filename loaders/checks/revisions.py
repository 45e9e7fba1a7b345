"""Published figures that a file has otherwise."""

from collections.abc import Iterator

from insights.formatting import day
from loaders.checks.kpi_file import KpiFile, has_figure
from loaders.checks.published_figures import PublishedFigure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.reading import Row
from metrics.decimals import same_figure


def findings(file: KpiFile) -> Iterator[Finding]:
    """Each figure that differs from the published one of its KPI and period."""
    for row in file.rows:
        before = file.published_figure(row)
        if before and _is_revised(row, before):
            yield _revision(row, before)


def _is_revised(row: Row, before: PublishedFigure) -> bool:
    return before.value is not None and has_figure(row) and not same_figure(before.value, row.value)


def _revision(row: Row, before: PublishedFigure) -> Finding:
    old = number(before.value) + (" (provisional)" if before.provisional else "")
    new = row.state if row.value is None else number(row.value)
    problem = f"{figure_of(row)} is {new}, other than published"
    if row.value is not None and before.value is not None:
        # Rounded: the difference of two decimals as typed has no more digits than they have.
        difference = round(row.value - before.value, 9)
        problem = f"{figure_of(row)} is {new}, {number(abs(difference))} "
        problem += f"{'more' if difference > 0 else 'less'} than published"
    expected = f"{old}, published by {before.published_by} on {day(before.published_at)}"
    action = "Accept the revision, or leave it out so that the published figure stands."
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.REVISION,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )
