"""What a workbook holds beside the cells that are read, as findings for the person who gave it."""

from collections.abc import Iterable, Sequence

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding


def read_as(file: str, file_format: str, words: str) -> Finding:
    """As what kind of file it was read."""
    return Finding(
        Severity.INFO, FindingCode.READ_AS, f"{file} was read as {words}", found=file_format
    )


def hidden_sheet(file: str, sheet: str) -> Finding:
    """A sheet that a person does not see on opening the file."""
    return Finding(
        Severity.INFO, FindingCode.HIDDEN_SHEET, f"{file}, sheet {sheet}, is hidden", sheet
    )


def other_sheet(file: str, sheet: str, what: str) -> Finding:
    """A sheet without cells: `what` says what it is instead."""
    message = f"{file}, sheet {sheet}, {what} and was not read"
    return Finding(Severity.INFO, FindingCode.OTHER_SHEET, message, sheet)


def comments(file: str, sheets: Iterable[str]) -> Sequence[Finding]:
    """Comments pinned to cells of these sheets: seen by whoever points at the cell, not read."""
    action = "write what matters of them into a notes column"
    return [
        Finding(
            Severity.INFO,
            FindingCode.COMMENTS,
            f"{file}, sheet {sheet}, has comments on cells, which were not read; {action}",
            sheet,
            action=action,
        )
        for sheet in sheets
    ]


def beside_cells(file: str, *, has_macros: bool, has_links: bool) -> Sequence[Finding]:
    """Macros, which are never run, and links to other workbooks, which are never followed."""
    findings = []
    if has_macros:
        message = f"{file} holds macros, which were not run"
        findings.append(Finding(Severity.INFO, FindingCode.MACROS, message))
    if has_links:
        message = f"{file} takes figures from other workbooks; they were read as it last saved them"
        findings.append(Finding(Severity.INFO, FindingCode.EXTERNAL_LINKS, message))
    return findings
