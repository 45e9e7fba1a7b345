"""Whether a figure means what the KPI measures: its unit, its polarity, its scale."""

from collections.abc import Iterator

from data.records import Record
from loaders.checks.kpi_file import KpiFile
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.parsing.vocabulary import is_same_unit
from loaders.plans.current_plans import text_in
from loaders.reading import Row


def findings(file: KpiFile) -> Iterator[Finding]:
    """Figures in another unit than the KPI's, of the other polarity, or perhaps a share of 1.

    Of a row without a figure the target is looked at.
    """
    for row in file.rows:
        kpi = file.kpi(row)
        value = row.target if row.value is None and row.state is None else row.value
        if value is not None:
            yield from _unit(row, value, kpi)
        yield from _polarity(row, kpi)


def _unit(row: Row, value: float, kpi: Record) -> Iterator[Finding]:
    defined = text_in(kpi["unit"])
    if row.unit is None:
        if defined == "percent" and 0 < abs(value) <= 1:
            yield _bare_fraction(row, value)
    elif not is_same_unit(row.unit, defined):
        problem = f"{row.code} is counted in {defined}, but its {_what(row)} for {row.period.label}"
        problem += f" ({number(value)}) is in {row.unit}"
        action = f"Correct the {_what(row)}, or the KPI's unit in the workbook of plans."
        yield row_finding(
            Severity.QUARANTINE,
            FindingCode.UNIT_DIFFERS,
            row=row,
            problem=problem,
            expected=defined,
            action=action,
        )


def _what(row: Row) -> str:
    return "figure" if row.value is not None else "target"


def _bare_fraction(row: Row, value: float) -> Finding:
    problem = f"{row.code} is a percentage, and {number(value)} for {row.period.label} could be "
    problem += f"{value:g} % or {value * 100:g} %"
    expected = "a percent sign or a percent number format"
    action = "Format the cell as a percentage, or write the figure with a % sign."
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.BARE_FRACTION,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _polarity(row: Row, kpi: Record) -> Iterator[Finding]:
    defined = text_in(kpi["polarity"])
    if row.polarity is None or row.polarity == defined:
        return
    problem = f'for {figure_of(row)} the file says that good is to "{row.polarity}"'
    expected = f'"{defined}", as the plan defines {row.code}'
    action = "Correct the file, or the KPI's polarity in the workbook of plans."
    yield row_finding(
        Severity.QUARANTINE,
        FindingCode.POLARITY_DIFFERS,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )
