"""Months above figures of KPIs that are reported by quarter or year: the period that ends there."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import structs

from loaders.checks.kpi_file import has_figure
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans.current_plans import Plans, text_in
from loaders.reading import Row, RowKind
from metrics.period import Period, PeriodKind, financial_year, quarter

_SHOWN = 3


def with_period_ends(rows: Sequence[Row], plans: Plans) -> tuple[Sequence[Row], Sequence[Finding]]:
    """The rows with months as the periods that end with them, and the findings that say so.

    A KPI that is reported by quarter and has figures for nothing but last months of quarters has
    them for the quarters. A KPI of every month keeps its months, and a warning says so.
    """
    by_kpi: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind is RowKind.KPI_VALUE and row.code in plans.kpis:
            by_kpi.setdefault(row.code, []).append(row)
    read_as: dict[int, Row] = {}
    kept: list[Row] = []
    for of_kpi in by_kpi.values():
        frequency = text_in(plans.kpi(of_kpi[0].plan, of_kpi[0].code)["frequency"])
        ends = _ends(of_kpi, frequency)
        read_as |= {
            id(row): structs.replace(row, period=ends[row.period])
            for row in of_kpi
            if row.period in ends
        }
        if not ends and _are_only_quarter_ends(of_kpi):
            kept += [row for row in of_kpi if row.period.kind is PeriodKind.MONTH]
    changed = [(row, read_as[id(row)]) for row in rows if id(row) in read_as]
    findings = [*_read_as_ends(changed), *_kept_as_months(kept)]
    return [read_as.get(id(row), row) for row in rows], findings


def _ends(rows: Sequence[Row], frequency: str) -> Mapping[Period, Period]:
    """The quarter or year by the month that ends it; empty where the months are months."""
    months = {row.period for row in rows if row.period.kind is PeriodKind.MONTH}
    ends = {month: _ending_with(month, frequency) for month in months}
    others = {row.period for row in rows if row.period not in months and has_figure(row)}
    named = {month: period for month, period in ends.items() if period}
    return named if len(named) == len(months) and not others & set(named.values()) else {}


def _ending_with(month: Period, frequency: str) -> Period | None:
    number = month.end.month
    if frequency == "quarterly" and number % 3 == 0:
        return quarter(month.financial_year, (number - 4) % 12 // 3 + 1)
    if frequency == "annual" and number == 3:
        return financial_year(month.financial_year)
    return None


def _are_only_quarter_ends(rows: Sequence[Row]) -> bool:
    months = sorted({row.period for row in rows if row.period.kind is PeriodKind.MONTH})
    numbers = [month.end.year * 12 + month.end.month for month in months]
    steps = {after - before for before, after in pairwise(numbers)}
    return bool(steps) and all(step % 3 == 0 for step in steps) and months[0].end.month % 3 == 0


def _read_as_ends(changed: Sequence[tuple[Row, Row]]) -> Iterator[Finding]:
    if not changed:
        return
    first = changed[0][0]
    pairs = dict.fromkeys((before.period.label, after.period.label) for before, after in changed)
    listed = ", ".join(f"{month} as {end}" for month, end in list(pairs)[:_SHOWN])
    more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
    codes = _listed_codes([before for before, _ in changed])
    yield _finding(
        first,
        f"a month over {codes}, which no plan has by month, was read as the period it ends: "
        f"{listed}{more}",
        "If they are figures of that month alone, say so in the heading of the file.",
    )


def _kept_as_months(rows: Sequence[Row]) -> Iterator[Finding]:
    if rows:
        yield _finding(
            rows[0],
            f"figures of {_listed_codes(rows)} stand under the last months of quarters only, and "
            "were read as those of the months",
            "If they are of whole quarters, write the headings as Q1 2019/20.",
        )


def _listed_codes(rows: Sequence[Row]) -> str:
    codes = list(dict.fromkeys(row.code for row in rows))
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return ", ".join(codes[:_SHOWN]) + more


def _finding(row: Row, problem: str, action: str) -> Finding:
    message = f"Sheet {row.sheet}, cell {row.cell}: {problem}. {action}"
    return Finding(
        Severity.WARN, FindingCode.PERIOD_END, message, row.sheet, row.cell, problem, action=action
    )
