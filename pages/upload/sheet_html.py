"""One sheet's cells as its spreadsheet shows them, with a mark for what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    Severity.QUARANTINE: ("\N{BLACK UP-POINTING TRIANGLE}", "cannot be believed; a person decides"),
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
class Drawn:
    """What is drawn of a sheet: `found` has the severity of what was noticed, by row and column."""

    number: int
    picture: SheetView
    rows: Sequence[SheetViewRow]
    found: Mapping[tuple[int, int], Severity]

    def led_to(self) -> Iterator[tuple[int, int]]:
        """The cells of findings in rows that are drawn."""
        numbers = {row.number for row in self.rows}
        return (place for place in self.found if place[0] in numbers)

    def anchor(self, row: int, column: int = 0) -> str:
        """The name by which a link leads to a cell, or to its row where its column is not drawn."""
        if column in self.picture.columns:
            return f"cell-{self.number}-{column_letters(column)}{row}"
        return f"row-{self.number}-{row}"


def reasons(drawn: Sequence[Drawn]) -> Mapping[str, Mark]:
    """A letter for every reason why cells were left out, in the order in which they come."""
    outcomes = (outcome for one in drawn for row in one.rows for outcome in row.outcomes)
    found = dict.fromkeys(outcome for outcome in outcomes if outcome not in _NO_REASON)
    return {reason: (column_letters(n).lower(), reason) for n, reason in enumerate(found, 1)}


def legend(drawn: Sequence[Drawn], left_out: Mapping[str, Mark]) -> Iterator[Mark]:
    """The marks that are used, with what they mean."""
    outcomes = {outcome for one in drawn for row in one.rows for outcome in row.outcomes}
    noticed = {one.found[place] for one in drawn for place in one.led_to()}
    if CellOutcome.LOADED in outcomes:
        yield READ
    if CellOutcome.QUARANTINED in outcomes:
        noticed.add(Severity.QUARANTINE)
    yield from (MARKS[severity] for severity in MARKS if severity in noticed)
    yield from ((letter, f"left out: {reason}") for letter, reason in left_out.values())


def window(one: Drawn, left_out: Mapping[str, Mark], *, is_first: bool) -> str:
    """The HTML of one sheet, folded where nothing in it wants a look.

    `left_out` has the marks of the reasons that `reasons` found.
    """
    sheet = escaped(one.picture.sheet)
    opened = " open" if is_first or not {*one.found.values()} <= {Severity.INFO} else ""
    letters = "".join(f'<th scope="col">{column_letters(c)}</th>' for c in one.picture.columns)
    body = "".join(_body(one, left_out))
    return (
        f"<details{opened}><summary>Sheet <bdi>{sheet}</bdi>{escaped(_said(one))}</summary>"
        f'<div class="dd-window" tabindex="0" role="region" aria-label="Cells of {sheet}">'
        f'<table class="dd-table dd-grid dd-picture"><thead><tr><th scope="col">Row</th>{letters}'
        f"</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _said(one: Drawn) -> str:
    """What the line above a sheet's cells says of it."""
    parts = [] if one.picture.is_read else ["no figure was read"]
    if one.found:
        parts.append(count(len(one.found), "cell with a finding", "cells with a finding"))
    if len(one.picture.columns) == COLUMNS < one.picture.width:
        parts.append(f"{COLUMNS} of its columns are shown")
    return f": {', '.join(parts)}" if parts else ""


def _body(one: Drawn, left_out: Mapping[str, Mark]) -> Iterator[str]:
    width, before = len(one.picture.columns) + 1, None
    for row in one.rows:
        yield _gap(before, row.number, width)
        yield _row(one, row, left_out)
        if row.number in one.picture.read_as:
            yield _read_as(one.picture.read_as[row.number])
        before = row.number
    yield _gap(before, one.picture.last_row + 1, width)


def _gap(before: int | None, following: int, width: int) -> str:
    """The rows between two that are drawn, as a row that says that they are not."""
    if before is None or following - before < 2:
        return ""
    first, last = before + 1, following - 1
    words = (
        f"Row {first} is not shown"
        if first == last
        else f"Rows {first:,} to {last:,} are not shown"
    )
    return f'<tr class="dd-gap"><td colspan="{width}"><span>{words}</span></td></tr>'


def _row(one: Drawn, row: SheetViewRow, left_out: Mapping[str, Mark]) -> str:
    cells = "".join(
        _cell(one, (row.number, column), text, outcome, left_out)
        for column, text, outcome in zip(one.picture.columns, row.texts, row.outcomes, strict=True)
    )
    anchor = one.anchor(row.number)
    return f'<tr id="{anchor}" tabindex="-1"><th scope="row">{row.number}</th>{cells}</tr>'


def _read_as(words: Sequence[str]) -> str:
    cells = "".join(f"<td>{escaped(one)}</td>" for one in words)
    return f'<tr class="dd-read-as"><th scope="row">Read as</th>{cells}</tr>'


def _cell(
    one: Drawn, place: tuple[int, int], text: str, outcome: str, left_out: Mapping[str, Mark]
) -> str:
    found = one.found.get(place)
    marks = "".join(
        f'<span class="dd-mark" role="img" aria-label="{escaped(means)}">{escaped(mark)}</span>'
        for mark, means in dict.fromkeys(_marks(outcome, found, left_out))
    )
    said = f"<bdi>{escaped(text)}</bdi>" if text else ""
    tone = _tone(outcome, found)
    led_to = f' id="{one.anchor(*place)}" tabindex="-1"' if found else ""
    shown = f"<strong>{said}</strong>" if outcome == HEADING else said
    return f'<td class="{tone}"{led_to}>{marks}{shown}</td>'


def _tone(outcome: str, found: Severity | None) -> str:
    if found in _TONES:
        return _TONES[found]
    return (
        "near" if outcome == CellOutcome.QUARANTINED else "" if outcome in _NO_REASON else "quiet"
    )


def _marks(outcome: str, found: Severity | None, left_out: Mapping[str, Mark]) -> Iterator[Mark]:
    """What is said of a cell: what became of it, and what was noticed of it."""
    if outcome == CellOutcome.QUARANTINED:
        yield MARKS[Severity.QUARANTINE]
    elif outcome in left_out:
        yield left_out[outcome]
    elif outcome == CellOutcome.LOADED and found is not Severity.QUARANTINE:
        yield READ
    if found:
        yield MARKS[found]
