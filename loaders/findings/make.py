"""What is noticed at a cell, as a finding that says where, what, and what to do."""

from typing import TypedDict, Unpack

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row
from loaders.workbook import Sheet


class Details(TypedDict, total=False):
    """What a finding about a cell may say besides its problem."""

    expected: str | None
    action: str | None
    found: str | None


class Sentence(TypedDict):
    """What a finding about a figure says: the problem, what was expected, what to do."""

    problem: str
    expected: str
    action: str


def cell_finding(
    severity: Severity,
    code: FindingCode,
    *,
    sheet: Sheet,
    cell: tuple[int, int] | None,
    problem: str,
    **details: Unpack[Details],
) -> Finding:
    """A finding about a cell (row, column) or a whole sheet; `problem` begins its sentence."""
    letters = sheet.place(*cell).address if cell else None
    where = f"Sheet {sheet.name}, cell {letters}" if letters else f"Sheet {sheet.name}"
    expected, action = details.get("expected"), details.get("action")
    wants = f"; expected {expected}" if expected else ""
    message = f"{where}: {problem}{wants}." + (f" {action}" if action else "")
    return Finding(severity, code, message, sheet.name, letters, **details)


def row_finding(
    severity: Severity, code: FindingCode, *, row: Row, **sentence: Unpack[Sentence]
) -> Finding:
    """A finding at a row's cell; `problem` begins its sentence and names KPI and period."""
    return figure_finding(severity, code, sheet=row.sheet, cell=row.cell, **sentence)


def figure_finding(
    severity: Severity, code: FindingCode, *, sheet: str, cell: str, **sentence: Unpack[Sentence]
) -> Finding:
    """A finding at a cell known by its address; `problem` begins its sentence."""
    problem, expected, action = sentence["problem"], sentence["expected"], sentence["action"]
    message = f"Sheet {sheet}, cell {cell}: {problem}; expected {expected}. {action}"
    return Finding(severity, code, message, sheet, cell, problem, expected, action)


def figure_of(row: Row) -> str:
    """Whose figure a row is and of when, as sentences begin: `SP 01 for Q1 2024/25`."""
    return f"{row.code} for {row.period.label}"


def number(value: float | None) -> str:
    """A number in a sentence, every digit kept: `73,390`, `-0.5`."""
    if value is None:
        return "no figure"
    text = f"{value:,.12g}"
    return text if "e" not in text else f"{value:g}"
