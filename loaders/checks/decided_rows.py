"""The rows of a file as a person decided: read otherwise, typed, corrected, left out."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

from msgspec import structs

from loaders.checks.decisions import AMENDS, Choice, Decision, SheetAndCell
from loaders.findings.codes import FindingCode
from loaders.reading import Row, RowKind
from loaders.tables.activity_rows import joined_activities
from metrics.decimals import without_residue


def amended(rows: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows as they are read after a person said which KPI, area or unit they are of.

    Rows of a key activity that are one are joined.
    """
    by_cell: dict[SheetAndCell, list[Decision]] = {}
    for decision in decisions:
        if decision.choice in AMENDS:
            by_cell.setdefault(decision.sheet_and_cell, []).append(decision)
    read_so = [_amended(row, by_cell.get((row.sheet, row.cell), ())) for row in rows]
    ones = {cell for cell, made in by_cell.items() if any(d.choice is Choice.JOIN for d in made)}
    return joined_activities(read_so, ones) if ones else read_so


def filled(unread: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows whose figure could not be read and was typed, with that figure."""
    typed = {d.sheet_and_cell: d.value for d in decisions if d.fills}
    return [
        structs.replace(row, value=typed[row.sheet, row.cell])
        for row in unread
        if (row.sheet, row.cell) in typed
    ]


def with_targets(unread_targets: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows of doubted targets of which somebody said what the target is, with that target."""
    made = list(decisions)
    gone = {d.sheet_and_cell for d in made if d.leaves_out}
    targets = {d.sheet_and_cell: d.value for d in made if d.tells_target}
    rows = [
        _with_target(row, targets[row.sheet, row.cell])
        for row in unread_targets
        if (row.sheet, row.cell) in targets.keys() - gone
    ]
    return [row for row in rows if row.target is not None]


def as_figures_are(
    unread_targets: Sequence[Row], figures: Sequence[Row], decisions: Sequence[Decision]
) -> Sequence[Row]:
    """Rows of doubted targets, each of the KPI that a person said its figure is of."""
    cells = {(row.sheet, row.code, row.period): row.cell for row in figures}
    at_figures = [
        structs.replace(row, cell=cells.get((row.sheet, row.code, row.period), row.cell))
        for row in unread_targets
    ]
    both = zip(amended(at_figures, decisions), unread_targets, strict=True)
    return [structs.replace(row, cell=target.cell) for row, target in both]


def kept(rows: Sequence[Row], decisions: Iterable[Decision]) -> Sequence[Row]:
    """The rows that no decision leaves out, corrected ones with their right figure and target."""
    made = list(decisions)
    decided = {d.sheet_and_cell: d for d in made if d.is_of_cell}
    targets = {d.sheet_and_cell: d.value for d in made if d.choice is Choice.CORRECT_TARGET}
    if not decided and not targets:
        return rows
    gone = {cell for cell, decision in decided.items() if decision.leaves_out}
    disputed = _disputed_before(rows, decided.values())
    return [
        _with_target(
            _corrected(row, decided.get((row.sheet, row.cell))), targets.get((row.sheet, row.cell))
        )
        for row in rows
        if (row.sheet, row.cell) not in gone and _figure(row) not in disputed
    ]


def _amended(row: Row, decisions: Sequence[Decision]) -> Row:
    # The same is said of each finding about a cell, and counts once.
    for choice, value, meaning in dict.fromkeys((d.choice, d.value, d.meaning) for d in decisions):
        match choice:
            case Choice.KPI if row.kind is RowKind.KPI_VALUE and meaning:
                # The name in the file is then known not to be the KPI's.
                row = structs.replace(row, code=meaning, plan=None, name=None)
            case Choice.AREA if row.kind is RowKind.STATISTIC_VALUE and meaning:
                row = structs.replace(row, area=meaning)
            case Choice.MULTIPLY | Choice.MULTIPLY_BOTH if value is not None:
                row = _multiplied(row, value, with_target=choice is Choice.MULTIPLY_BOTH)
            case _:
                pass
    return row


def _multiplied(row: Row, factor: float, *, with_target: bool) -> Row:
    """A row whose figure, and target where that is said too, are in the unit of the KPI."""
    names = ("value", "target", "target_upper") if with_target else ("value",)
    numbers = {name: getattr(row, name) for name in names}
    multiplied: dict[str, Any] = {
        name: without_residue(number * factor)
        for name, number in numbers.items()
        if number is not None
    }
    return structs.replace(row, unit=None, **multiplied) if multiplied else row


def _disputed_before(
    rows: Sequence[Row], decided: Iterable[Decision]
) -> Container[tuple[object, ...]]:
    """The figures of which earlier versions kept no row where rows of a download disagree.

    Files that were stored so are read again alike; now such rows are chosen between.
    """
    cells = {
        d.sheet_and_cell for d in decided if d.code is FindingCode.LINES_DISAGREE and d.leaves_out
    }
    of_plans = (row for row in rows if row.kind is not RowKind.STATISTIC_VALUE)
    return {_figure(row) for row in of_plans if (row.sheet, row.cell) in cells}


def _figure(row: Row) -> tuple[object, ...]:
    return row.kind, row.plan, row.code, row.area, row.period


def _corrected(row: Row, decision: Decision | None) -> Row:
    if decision is None or decision.value is None:
        return row
    if row.value is None and row.state is None:
        # A row without a figure is there for its target.
        return structs.replace(row, target=decision.value, target_upper=None)
    return structs.replace(row, value=decision.value, state=None)


def _with_target(row: Row, target: float | None) -> Row:
    return row if target is None else structs.replace(row, target=target, target_upper=None)
