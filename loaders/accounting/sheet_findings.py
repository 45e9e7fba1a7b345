"""What a person should know about a file as a whole: invented figures, hidden and unread parts."""

from collections.abc import Iterable, Sequence

from loaders.accounting.cell_ledger import CellLedger
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.workbook import Sheet, Workbook, column_letters


def surroundings(accounts: Sequence[CellLedger]) -> Sequence[Finding]:
    """What a person should know about the file as a whole: invented figures, hidden parts."""
    read = [account for account in accounts if account.first_row]
    said = [found for one in read for found in (*_illustrative(one), *_hidden(one.sheet))]
    return (*said, *(_not_read(account.sheet) for account in accounts if not account.first_row))


def visible_sheets(workbook: Workbook) -> Sequence[Sheet]:
    """The sheets that are read; hidden ones are only listed."""
    return [sheet for sheet in workbook.sheets if sheet.visible]


def _illustrative(account: CellLedger) -> Iterable[Finding]:
    sheet = account.sheet
    above = sheet.rows[: (account.first_row or 1) - 1]
    for r, values in enumerate(above, 1):
        for c, value in enumerate(values, 1):
            if isinstance(value, str) and "illustrative" in value.casefold():
                says = "the file says of itself that its figures are illustrative"
                return [
                    cell_finding(
                        Severity.INFO,
                        FindingCode.ILLUSTRATIVE,
                        sheet=sheet,
                        cell=(r, c),
                        problem=says,
                        found=value,
                    )
                ]
    return []


def _hidden(sheet: Sheet) -> Iterable[Finding]:
    rows = sorted({cell.row for cell in sheet.filled()} & sheet.hidden_rows)
    columns = sorted({cell.column for cell in sheet.filled()} & sheet.hidden_columns)
    if rows:
        says = "hidden rows were read too: " + ", ".join(map(str, rows))
        yield cell_finding(
            Severity.INFO, FindingCode.HIDDEN_ROWS, sheet=sheet, cell=(rows[0], 1), problem=says
        )
    if columns:
        says = "hidden columns were read too: " + ", ".join(map(column_letters, columns))
        yield cell_finding(
            Severity.INFO,
            FindingCode.HIDDEN_COLUMNS,
            sheet=sheet,
            cell=(1, columns[0]),
            problem=says,
        )


def _not_read(sheet: Sheet) -> Finding:
    if not sheet.visible:
        says, action = "the sheet is hidden and was not read", "Unhide it if it should be."
        return cell_finding(
            Severity.INFO,
            FindingCode.HIDDEN_SHEET,
            sheet=sheet,
            cell=None,
            problem=says,
            action=action,
        )
    return cell_finding(
        Severity.INFO,
        FindingCode.SHEET_NOT_READ,
        sheet=sheet,
        cell=None,
        problem="no table was found on the sheet",
    )
