"""What a person should know about a file as a whole: invented figures, hidden and unread parts."""

from collections.abc import Iterable, Sequence, Set

from loaders.accounting.cell_ledger import CellLedger
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.workbook import Sheet, Workbook, column_letters


def surroundings(ledgers: Sequence[CellLedger]) -> Sequence[Finding]:
    """What a person should know about the file as a whole: invented figures, hidden parts."""
    read = [ledger for ledger in ledgers if ledger.first_row]
    noticed = [f for ledger in read for f in (*_illustrative(ledger), *_hidden(ledger.sheet))]
    return (*noticed, *(_not_read(ledger.sheet) for ledger in ledgers if not ledger.first_row))


def hidden_parts(workbook: Workbook) -> Sequence[Finding]:
    """Hidden rows and columns that hold something, on the sheets that are not hidden themselves."""
    return [
        finding
        for sheet in visible_sheets(workbook)
        if sheet.hidden_rows or sheet.hidden_columns
        for finding in _hidden(sheet, "hold something")
    ]


def visible_sheets(workbook: Workbook) -> Sequence[Sheet]:
    """The sheets that are read; hidden ones are only listed."""
    return [sheet for sheet in workbook.sheets if sheet.visible]


def _illustrative(ledger: CellLedger) -> Iterable[Finding]:
    sheet = ledger.sheet
    above = sheet.rows[: (ledger.first_row or 1) - 1]
    for r, values in enumerate(above, 1):
        for c, value in enumerate(values, 1):
            if isinstance(value, str) and "illustrative" in value.casefold():
                problem = "the file says of itself that its figures are illustrative"
                return [
                    cell_finding(
                        Severity.INFO,
                        FindingCode.ILLUSTRATIVE,
                        sheet=sheet,
                        cell=(r, c),
                        problem=problem,
                        found=value,
                    )
                ]
    return []


def _hidden(sheet: Sheet, what: str = "were read too") -> Iterable[Finding]:
    rows = sorted(row for row in sheet.hidden_rows if sheet.filled_columns(row))
    columns = sorted(_filled_columns(sheet) & sheet.hidden_columns) if sheet.hidden_columns else []
    if rows:
        problem = f"hidden rows {what}: " + ", ".join(map(str, rows))
        yield cell_finding(
            Severity.INFO, FindingCode.HIDDEN_ROWS, sheet=sheet, cell=(rows[0], 1), problem=problem
        )
    if columns:
        problem = f"hidden columns {what}: " + ", ".join(map(column_letters, columns))
        yield cell_finding(
            Severity.INFO,
            FindingCode.HIDDEN_COLUMNS,
            sheet=sheet,
            cell=(1, columns[0]),
            problem=problem,
        )


def _filled_columns(sheet: Sheet) -> Set[int]:
    rows = range(1, len(sheet.rows) + 1)
    return {column for row in rows for column in sheet.filled_columns(row)}


def _not_read(sheet: Sheet) -> Finding:
    if not sheet.visible:
        problem, action = "the sheet is hidden and was not read", "Unhide it if it should be."
        return cell_finding(
            Severity.INFO,
            FindingCode.HIDDEN_SHEET,
            sheet=sheet,
            cell=None,
            problem=problem,
            action=action,
        )
    return cell_finding(
        Severity.INFO,
        FindingCode.SHEET_NOT_READ,
        sheet=sheet,
        cell=None,
        problem="no table was found on the sheet",
    )
