"""What is noticed at headings, as findings; each function is named for what it is about."""

from collections.abc import Mapping

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.cells import words_at
from loaders.parsing.period_patterns import NotAPeriod, what_to_do
from loaders.tables.columns import Column
from loaders.tables.headings import PROJECTIONS
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period


def no_period(sheet: Sheet, cell: CellPlace, problem: NotAPeriod) -> Finding:
    """A heading is meant as a period and is none; its figures wait where months differ."""
    finding = problem.finding
    waits = finding.code is FindingCode.MONTHS_DIFFER
    return cell_finding(
        Severity.QUARANTINE if waits else Severity.REJECT,
        finding.code,
        sheet=sheet,
        cell=cell,
        problem=str(problem),
        found=finding.found,
        action=what_to_do(problem, "Correct the heading, and give the file again."),
    )


def unknown_heading(sheet: Sheet, cell: CellPlace) -> Finding:
    """A heading is not known, or is of what is expected and no figure."""
    text = words_at(sheet, *cell)
    message = f'the heading "{text}" is not known, so its column was not read'
    code = FindingCode.UNKNOWN_HEADING
    if PROJECTIONS.search(text.casefold()):
        code = FindingCode.PROJECTION
        message = f'"{text}" is about what is expected, and no figure, so it was not read'
    return cell_finding(Severity.INFO, code, sheet=sheet, cell=cell, problem=message, found=text)


def several_under(sheet: Sheet, cell: CellPlace) -> Finding:
    """A merged heading is all that several columns of figures have."""
    text = words_at(sheet, *cell)
    return cell_finding(
        Severity.WARN,
        FindingCode.UNKNOWN_HEADING,
        sheet=sheet,
        cell=cell,
        problem=f'"{text}" heads several columns of figures, so none of them was read',
        action="Give each of the columns a heading of its own.",
        found=text,
    )


def other_area(sheet: Sheet, cell: CellPlace, text: str) -> Finding:
    """A column is of another area than the council's; `text` are its headings, joined."""
    return cell_finding(
        Severity.INFO,
        FindingCode.NOT_OURS,
        sheet=sheet,
        cell=cell,
        problem=f'"{text}" is not the council\'s own area, so its column was not read',
        found=text,
    )


def period_ends(sheet: Sheet, row: int, months: Mapping[int, Period]) -> Finding:
    """Dates in the headings, by column, were read as the periods that they end."""
    labels = ", ".join(period.label for period in months.values())
    return cell_finding(
        Severity.INFO,
        FindingCode.PERIOD_END,
        sheet=sheet,
        cell=CellPlace(row, min(months)),
        problem=f"the dates in the headings were read as the periods that they end: {labels}",
    )


def periods_to_the_left(sheet: Sheet, row: int, beside: Mapping[int, Period]) -> Finding:
    """Headings without a period, by column, were read as those of the period before them."""
    labels = ", ".join(period.label for period in dict.fromkeys(beside.values()))
    return cell_finding(
        Severity.INFO,
        FindingCode.PERIOD_BESIDE,
        sheet=sheet,
        cell=CellPlace(row, min(beside)),
        problem="headings that come once behind each period were read as those of the period "
        f"before them: {labels}",
    )


def year_begins(
    sheet: Sheet, cell: CellPlace, year: int, *, read: Period, other: Period
) -> Finding:
    """A month or quarter under a year was `read` as of the calendar's, and not as the `other`."""
    text = words_at(sheet, *cell)
    return cell_finding(
        Severity.WARN,
        FindingCode.YEAR_BEGINS,
        sheet=sheet,
        cell=cell,
        problem=f'"{text}" under {year:d} was read as {read.label}, not as {other.label}',
        action="If another year is meant, write it as 2025/26.",
        found=text,
    )


def superseded_column(sheet: Sheet, row: int, column: Column, surer: Column) -> Finding:
    """A column of figures does not count beside one of the same period that is surer."""
    place = sheet.place(row, surer.number)
    return cell_finding(
        Severity.WARN,
        FindingCode.SECOND_HEADING,
        sheet=sheet,
        cell=CellPlace(row, column.number),
        problem=f'"{column.text}" was not read: "{surer.text}" in {place.address} is of the '
        "same period, and counts",
        action="Remove the column that does not count.",
        found=column.text,
    )


def duplicate_heading(sheet: Sheet, row: int, first: Column, second: Column) -> Finding:
    """Two columns of figures have headings that say the same."""
    place = sheet.place(row, first.number)
    return cell_finding(
        Severity.REJECT,
        FindingCode.DUPLICATE_HEADING,
        sheet=sheet,
        cell=CellPlace(row, second.number),
        problem=f'the heading "{second.text}" says the same as {place.address}',
        expected="every column to have its own heading",
        action="Rename or remove one of the two columns.",
        found=second.text,
    )


def second_column(sheet: Sheet, row: int, first: Column, second: Column) -> Finding:
    """A second column of one kind counts only where the first is empty."""
    place = sheet.place(row, first.number)
    return cell_finding(
        Severity.INFO,
        FindingCode.SECOND_HEADING,
        sheet=sheet,
        cell=CellPlace(row, second.number),
        problem=f'"{second.text}" counts only where "{first.text}" in {place.address} says nothing',
        found=second.text,
    )
