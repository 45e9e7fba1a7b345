"""One sheet's cells as its spreadsheet shows them, with a mark for what became of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from insights.formatting import count
from loaders.accounting.cell_ledger import HEADING, CellOutcome
from loaders.accounting.first_rows import COLUMNS
from loaders.findings.codes import Severity
from loaders.reading import SheetView, SheetViewRow
from loaders.workbook import column_letters
from pages.shared.escaping import escaped

# What stands beside a cell's text, told apart without colour, with what it means.
READ = ("\N{CHECK MARK}", "read")
MARKS: Mapping[Severity, tuple[str, str]] = {
    Severity.REJECT: ("\N{BLACK SQUARE}", "reason to refuse the file"),
    Severity.QUARANTINE: ("\N{BLACK UP-POINTING TRIANGLE}", "doubtful; a person decides"),
    Severity.WARN: ("\N{BLACK DIAMOND}", "warning"),
    Severity.INFO: ("\N{WHITE CIRCLE}", "remark"),
}
_NO_REASON = frozenset((CellOutcome.LOADED, CellOutcome.QUARANTINED, HEADING, ""))
_TONES: Mapping[Severity | None, str] = {
    Severity.REJECT: "miss",
    Severity.QUARANTINE: "near",
    Severity.WARN: "near",
}
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """What is drawn of a sheet: `findings` has the severity of what was noticed, by cell."""

    number: int
    view: SheetView
    rows: Sequence[SheetViewRow]
    findings: Mapping[tuple[int, int], Severity]

    def linked_cells(self) -> Iterator[tuple[int, int]]:
        """The cells of findings in rows that are drawn."""
        numbers = {row.number for row in self.rows}
        return (cell for cell in self.findings if cell[0] in numbers)

    def anchor(self, row: int, column: int = 0) -> str:
        """The name by which a link leads to a cell, or to its row where its column is not drawn."""
        if column in self.view.columns:
            return f"cell-{self.number}-{column_letters(column)}{row}"
        return f"row-{self.number}-{row}"


def reasons(sheets: Sequence[DrawnSheet]) -> Mapping[str, Mark]:
    """A letter for every reason why cells were left out, in the order in which they come."""
    outcomes = (outcome for sheet in sheets for row in sheet.rows for outcome in row.outcomes)
    in_order = dict.fromkeys(outcome for outcome in outcomes if outcome not in _NO_REASON)
    return {reason: (column_letters(n).lower(), reason) for n, reason in enumerate(in_order, 1)}


def legend(sheets: Sequence[DrawnSheet], left_out: Mapping[str, Mark]) -> Iterator[Mark]:
    """The marks that are used, with what they mean."""
    outcomes = {outcome for sheet in sheets for row in sheet.rows for outcome in row.outcomes}
    noticed = {sheet.findings[cell] for sheet in sheets for cell in sheet.linked_cells()}
    if CellOutcome.LOADED in outcomes:
        yield READ
    if CellOutcome.QUARANTINED in outcomes:
        noticed.add(Severity.QUARANTINE)
    yield from (MARKS[severity] for severity in MARKS if severity in noticed)
    yield from ((letter, f"left out: {reason}") for letter, reason in left_out.values())


def window(sheet: DrawnSheet, left_out: Mapping[str, Mark], *, is_first: bool) -> Markup:
    """The HTML of one sheet, folded where nothing in it wants a look.

    `left_out` has the marks of the reasons that `reasons` gave.
    """
    is_open = is_first or not {*sheet.findings.values()} <= {Severity.INFO}
    heading = Markup('<th scope="col">{}</th>')
    details = Markup(
        "<details{open}><summary>Sheet <bdi>{name}</bdi>{remarks}</summary>"
        '<div class="dd-window" tabindex="0" role="region" aria-label="Cells of {label}">'
        '<table class="dd-table dd-grid dd-picture"><thead><tr><th scope="col">Row</th>{letters}'
        "</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
    return details.format(
        open=" open" if is_open else "",
        name=escaped(sheet.view.sheet),
        remarks=_remarks(sheet),
        label=sheet.view.sheet,
        letters=_joined(heading.format(column_letters(column)) for column in sheet.view.columns),
        body=_joined(_body(sheet, left_out)),
    )


def _remarks(sheet: DrawnSheet) -> str:
    """What the line above a sheet's cells says of it."""
    parts = [] if sheet.view.is_read else ["no figure was read"]
    if sheet.findings:
        parts.append(count(len(sheet.findings), "cell with a finding", "cells with a finding"))
    if len(sheet.view.columns) == COLUMNS < sheet.view.width:
        parts.append(f"{COLUMNS} of its columns are shown")
    return f": {', '.join(parts)}" if parts else ""


def _body(sheet: DrawnSheet, left_out: Mapping[str, Mark]) -> Iterator[Markup]:
    width, before = len(sheet.view.columns) + 1, None
    for row in sheet.rows:
        yield _gap(before, row.number, width)
        yield _row(sheet, row, left_out)
        if row.number in sheet.view.read_as:
            yield _read_as(sheet.view.read_as[row.number])
        before = row.number
    yield _gap(before, sheet.view.last_row + 1, width)


def _gap(before: int | None, following: int, width: int) -> Markup:
    """The rows between two that are drawn, as a row that says that they are not."""
    if before is None or following - before < 2:
        return Markup("")
    first, last = before + 1, following - 1
    words = (
        f"Row {first} is not shown"
        if first == last
        else f"Rows {first:,} to {last:,} are not shown"
    )
    gap = Markup('<tr class="dd-gap"><td colspan="{}"><span>{}</span></td></tr>')
    return gap.format(width, words)


def _row(sheet: DrawnSheet, row: SheetViewRow, left_out: Mapping[str, Mark]) -> Markup:
    cells = _joined(
        _cell(sheet, (row.number, column), text, outcome, left_out)
        for column, text, outcome in zip(sheet.view.columns, row.texts, row.outcomes, strict=True)
    )
    row_html = Markup('<tr id="{}" tabindex="-1"><th scope="row">{}</th>{}</tr>')
    return row_html.format(sheet.anchor(row.number), row.number, cells)


def _read_as(readings: Sequence[str]) -> Markup:
    cells = _joined(Markup("<td>{}</td>").format(escaped(reading)) for reading in readings)
    return Markup('<tr class="dd-read-as"><th scope="row">Read as</th>{}</tr>').format(cells)


def _cell(
    sheet: DrawnSheet,
    cell: tuple[int, int],
    text: str,
    outcome: str,
    left_out: Mapping[str, Mark],
) -> Markup:
    severity = sheet.findings.get(cell)
    anchor = Markup(' id="{}" tabindex="-1"').format(sheet.anchor(*cell)) if severity else ""
    marks = _joined(
        Markup('<span class="dd-mark" role="img" aria-label="{}">{}</span>').format(meaning, mark)
        for mark, meaning in dict.fromkeys(_marks(outcome, severity, left_out))
    )
    content = Markup("<bdi>{}</bdi>").format(escaped(text)) if text else Markup("")
    if outcome == HEADING:
        content = Markup("<strong>{}</strong>").format(content)
    cell_html = Markup('<td class="{}"{}>{}{}</td>')
    return cell_html.format(_tone(outcome, severity), anchor, marks, content)


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _tone(outcome: str, severity: Severity | None) -> str:
    if severity in _TONES:
        return _TONES[severity]
    return (
        "near" if outcome == CellOutcome.QUARANTINED else "" if outcome in _NO_REASON else "quiet"
    )


def _marks(outcome: str, severity: Severity | None, left_out: Mapping[str, Mark]) -> Iterator[Mark]:
    """What is said of a cell: what became of it, and what was noticed of it."""
    if outcome == CellOutcome.QUARANTINED:
        yield MARKS[Severity.QUARANTINE]
    elif outcome in left_out:
        yield left_out[outcome]
    elif outcome == CellOutcome.LOADED and severity is not Severity.QUARANTINE:
        yield READ
    if severity:
        yield MARKS[severity]
