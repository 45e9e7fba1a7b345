"""Rows of a workbook of plans: filled up from what stands, checked, and what they would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from data import reference_files
from data.councils import Council
from data.records import Record, records
from data.reference_checks import Problem, cell_problems, link_problems, repeated
from data.reference_tables import KEYS, STEMS, cleaned_cell, columns
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans.plan_sheets import REMOVE, TITLES, heading_of
from loaders.reading import PlanSheet

# What a frame of rows has beside the columns of its table.
OF_WORKBOOK = ("removed", "sheet", "cell")
Texts = Mapping[str, pd.DataFrame]
Key = tuple[object, ...]


def plan_rows(sheets: Iterable[PlanSheet], standing: Texts) -> dict[str, pd.DataFrame]:
    """The rows of each table as text, missing where empty, with removed, sheet and cell.

    The index is the number of the row in its sheet. A column that a sheet does not have keeps what
    stands; `standing` are the reference tables as text.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    return {sheet.table: _frame(sheet, standing[sheet.table]) for sheet in filled}


def overlaid(standing: Texts, rows: Texts) -> dict[str, pd.DataFrame]:
    """The reference tables as text as they would stand with these rows.

    Rows of the workbook keep the label that they have; those that stood are labelled below zero.
    """
    return {table: _over(table, frame, rows.get(table)) for table, frame in standing.items()}


def findings(
    sheets: Sequence[PlanSheet], standing: Texts, rows: Texts, council: Council
) -> Iterator[Finding]:
    """What is wrong with the rows by themselves, else with what they name; rows to be taken out.

    `council` is whose plans they must be. What stands was checked when it came.
    """
    if not rows:
        return
    by_table = {sheet.table: sheet for sheet in sheets}
    stands_then = overlaid(standing, rows)
    wrong = list(_wrong_cells(rows))
    wrong = wrong or list(link_problems(stands_then)) or list(_of_others(rows, council))
    yield from (_refused(problem, by_table, standing) for problem in wrong)
    if stands_then["plan"].empty:
        yield _no_plan_left()
    for table, frame in rows.items():
        for cells in records(frame[frame["removed"]]):
            yield _taken_out(table, cells)


def changes(standing: Texts, rows: Texts) -> pd.DataFrame:
    """Every row with its table, key and `change` (new, changed, removed, same).

    Columns: table, row (its key in words), change, what (cells that differ, old and new), sheet,
    cell.
    """
    changed = [
        (table, *change)
        for table, frame in rows.items()
        for change in _changes(table, records(frame), _by_key(table, standing[table]))
    ]
    return pd.DataFrame(changed, columns=["table", "row", "change", "what", "sheet", "cell"])


def frames(rows: Texts) -> dict[str, pd.DataFrame]:
    """The rows as frames of the tables that keep them, by their names."""
    typed = reference_files.typed({t: f.drop(columns=list(OF_WORKBOOK)) for t, f in rows.items()})
    return {
        f"uploaded_{table}": typed[table].assign(
            **{name: list(frame[name]) for name in OF_WORKBOOK}
        )
        for table, frame in rows.items()
    }


def _frame(sheet: PlanSheet, standing: pd.DataFrame) -> pd.DataFrame:
    numbers = list(sheet.rows)
    cells = [
        [cleaned_cell(*cell) for cell in zip(sheet.columns, texts, strict=True)]
        for texts in sheet.rows.values()
    ]
    read = pd.DataFrame(cells, index=numbers, columns=list(sheet.columns))
    read = read.astype("str").replace("", pd.NA)
    frame = _filled_up(sheet.table, read, standing)
    return frame.assign(
        removed=[number in sheet.removed for number in numbers],
        sheet=sheet.sheet,
        cell=[f"{next(iter(sheet.columns.values()))}{number}" for number in numbers],
    )


def _filled_up(table: str, read: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """All columns of the table: those that the sheet lacks as they stand for the same key."""
    key, wanted = list(KEYS[table]), list(columns()[table])
    lacks = [column for column in wanted if column not in read]
    stood = read[key].merge(standing[[*key, *lacks]].drop_duplicates(key), on=key, how="left")
    return read.assign(**{column: list(stood[column]) for column in lacks})[wanted]


def _over(table: str, standing: pd.DataFrame, rows: pd.DataFrame | None) -> pd.DataFrame:
    stood = standing.set_axis(range(-len(standing), 0))
    if rows is None:
        return stood
    key = list(KEYS[table])
    named = set(rows[key].itertuples(index=False, name=None))
    untouched = [cells not in named for cells in stood[key].itertuples(index=False, name=None)]
    new = rows[~rows["removed"]].drop(columns=list(OF_WORKBOOK))
    return pd.concat([stood[untouched], new])


def _wrong_cells(rows: Texts) -> Iterator[Problem]:
    for table, frame in rows.items():
        yield from repeated(table, frame, KEYS[table])
    yield from cell_problems({table: frame[~frame["removed"]] for table, frame in rows.items()})


def _of_others(rows: Texts, council: Council) -> Iterator[Problem]:
    """Plans that are for the area of another council than the dashboard's."""
    plans = rows.get("plan")
    for row, area in () if plans is None else plans["area"].dropna().items():
        if area != council.code:
            expected = f"{council.code}, the area of {council.name}, which this dashboard is for"
            yield Problem("plan", row, "area", area, expected)


def _refused(problem: Problem, sheets: Mapping[str, PlanSheet], standing: Texts) -> Finding:
    expected = problem.expected + _where(problem.target)
    if isinstance(problem.row, int) and problem.row < 0:
        return _left_behind(problem, expected, standing)
    sheet = sheets[problem.table]
    cell = f"{sheet.columns.get(problem.column, next(iter(sheet.columns.values())))}{problem.row}"
    under = f" under {_headings(problem.column)}" if problem.column else ""
    action = "Correct the cell and give the file again."
    message = (
        f"Sheet {sheet.sheet}, cell {cell}: found {problem.found}{under}; expected {expected}. "
        f"{action}"
    )
    return Finding(
        Severity.REJECT,
        FindingCode.PLAN_ROW,
        message,
        sheet.sheet,
        cell,
        problem.found,
        expected,
        action,
    )


def _no_plan_left() -> Finding:
    problem, expected = "every plan would be taken out", "at least one plan that stays"
    action = f"Empty the cell under {REMOVE} of one plan, or add a plan."
    message = f"Sheet {TITLES['plan']}: {problem}; expected {expected}. {action}"
    return Finding(
        Severity.REJECT,
        FindingCode.PLAN_ROW,
        message,
        TITLES["plan"],
        None,
        problem,
        expected,
        action,
    )


def _where(table: str) -> str:
    if not table:
        return ""
    if table in TITLES:
        return f" that stands on the sheet {TITLES[table]}"
    return f" of data/reference/{STEMS[table]}.csv"


def _left_behind(problem: Problem, expected: str, standing: Texts) -> Finding:
    """A row that stands and is not in the file names what would be there no more."""
    frame = standing[problem.table]
    cells = records(frame)[int(str(problem.row))]
    whose = f"{TITLES.get(problem.table, problem.table)}, {_key_words(problem.table, cells)}"
    action = "Keep what it names, or change that row in the same file."
    message = (
        f"{whose}: the row stands and would name {problem.found} under "
        f"{_headings(problem.column)}; expected {expected}. {action}"
    )
    return Finding(
        Severity.REJECT, FindingCode.PLAN_ROW, message, None, None, problem.found, expected, action
    )


def _headings(column: str) -> str:
    return " and ".join(heading_of(name) for name in column.split(" and "))


def _taken_out(table: str, cells: Record) -> Finding:
    problem = f"{_key_words(table, cells)} would be taken out"
    expected = "a row that stays, as no other says otherwise"
    action = (
        f"Empty the cell under {REMOVE} to keep it. Figures that were published of it are kept."
    )
    message = f"Sheet {cells['sheet']}, cell {cells['cell']}: {problem}. {action}"
    return Finding(
        Severity.WARN, FindingCode.PLAN_ROW_REMOVED, message, cells["sheet"], cells["cell"],
        problem, expected, action,
    )  # fmt: skip


def _by_key(table: str, standing: pd.DataFrame) -> Mapping[Key, Record]:
    return {_key(table, cells): cells for cells in records(standing)}


def _key(table: str, cells: Record) -> Key:
    return tuple(cells[column] for column in KEYS[table])


def _changes(
    table: str, rows: Iterable[Record], standing: Mapping[Key, Record]
) -> Iterator[tuple[str, str, str, str, str]]:
    for cells in rows:
        before = standing.get(_key(table, cells))
        what = "" if before is None or cells["removed"] else _what(table, before, cells)
        change = _change(before, what, removed=cells["removed"])
        yield _key_words(table, cells), change, what, cells["sheet"], cells["cell"]


def _change(before: Record | None, what: str, *, removed: bool) -> str:
    if before is None:
        # What is not there cannot be taken out.
        return "same" if removed else "new"
    return "removed" if removed else "changed" if what else "same"


def _what(table: str, before: Record, cells: Record) -> str:
    """The cells that differ, a line each: `Tolerance: 10 (was 5)`."""
    differ = [column for column in columns()[table] if not alike(before[column], cells[column])]
    return "\n".join(
        f"{heading_of(c)}: {_cell_text(cells[c])} (was {_cell_text(before[c])})" for c in differ
    )


def alike(old: object, new: object) -> bool:
    """Whether two cells say the same: 5.0 is 5."""
    if pd.isna(old) or pd.isna(new):  # type: ignore[call-overload]
        return bool(pd.isna(old) and pd.isna(new))  # type: ignore[call-overload]
    return str(old).removesuffix(".0") == str(new).removesuffix(".0")


def _cell_text(cell: object) -> str:
    return "nothing" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]


def _key_words(table: str, cells: Record) -> str:
    return " ".join(map(_cell_text, _key(table, cells)))
