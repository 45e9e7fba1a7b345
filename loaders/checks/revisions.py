"""Published figures that a file has otherwise."""

from collections.abc import Iterator

from insights.formatting import day, figure
from loaders.checks.kpi_file import KpiFile, has_figure
from loaders.checks.published_figures import PublishedFigure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, row_finding
from loaders.reading import Row
from metrics.decimals import same_figure


def findings(file: KpiFile) -> Iterator[Finding]:
    """Each figure that differs from the published one of its KPI and period."""
    for row in file.rows:
        before = file.published_figure(row)
        if before and _is_revised(row, before):
            yield _revision(row, before, str(row.unit or file.kpi(row)["unit"]))


def _is_revised(row: Row, before: PublishedFigure) -> bool:
    return before.value is not None and has_figure(row) and not same_figure(before.value, row.value)


def _revision(row: Row, before: PublishedFigure, unit: str) -> Finding:
    old = figure(before.value, unit) + (" (provisional)" if before.provisional else "")
    new = row.state if row.value is None else figure(row.value, unit)
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.REVISION,
        row=row,
        problem=f"{figure_of(row)} was {old}, now {new}",
        expected=f"{old}, published by {before.published_by} on {day(before.published_at)}",
        action="Accept the correction, or leave it out so that the published figure stands.",
    )
