"""What is noticed at a cell, as a finding that says where, what, and what to do."""

from collections.abc import Sequence

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row
from loaders.workbook import Sheet, address


def cell_finding(  # noqa: PLR0913, PLR0917 (a finding has this many parts)
    severity: Severity,
    code: FindingCode,
    sheet: Sheet,
    place: tuple[int, int] | None,
    says: str,
    expected: str | None = None,
    action: str | None = None,
    found: str | None = None,
) -> Finding:
    """A finding about a cell (row, column) or a whole sheet; `says` begins its sentence."""
    cell = address(*place) if place else None
    where = f"Sheet {sheet.name}, cell {cell}" if cell else f"Sheet {sheet.name}"
    wants = f"; expected {expected}" if expected else ""
    message = f"{where}: {says}{wants}." + (f" {action}" if action else "")
    return Finding(severity, code, message, sheet.name, cell, found, expected, action)


def row_finding(  # noqa: PLR0913, PLR0917 (a finding has this many parts)
    severity: Severity, row: Row, code: FindingCode, found: str, expected: str, action: str
) -> Finding:
    """A finding at a row's cell; `found` begins its sentence and names KPI and period."""
    message = f"Sheet {row.sheet}, cell {row.cell}: {found}; expected {expected}. {action}"
    return Finding(severity, code, message, row.sheet, row.cell, found, expected, action)


def figure_of(row: Row) -> str:
    """Whose figure a row is and of when, as sentences begin: `SP 01 for Q1 2024/25`."""
    return f"{row.code} for {row.period.label}"


def number(value: float | None) -> str:
    """A number in a sentence, every digit kept: `73,390`, `-0.5`."""
    if value is None:
        return "no figure"
    text = f"{value:,.12g}"
    return text if "e" not in text else f"{value:g}"


def figure_finding(
    severity: Severity, code: FindingCode, place: tuple[str, str], words: Sequence[str]
) -> Finding:
    """A finding at (sheet, cell); `words` are what was found, what was expected, what to do."""
    sheet, cell = place
    found, expected, action = words
    message = f"Sheet {sheet}, cell {cell}: {found}; expected {expected}. {action}"
    return Finding(severity, code, message, sheet, cell, found, expected, action)
