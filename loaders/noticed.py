"""What is noticed at a cell, as a finding that says where, what, and what to do."""

from loaders.reading import Finding, Severity
from loaders.workbook import Sheet, address


def noticed(  # noqa: PLR0913, PLR0917 (a finding has this many parts)
    severity: Severity,
    code: str,
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
