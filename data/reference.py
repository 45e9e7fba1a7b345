"""The reference files: plans, KPIs, areas and statistics as people edit them, checked when read."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from data.mendable import Mendable

REFERENCE_FOLDER = Path(__file__).with_name("reference")
SCHEMA = Path(__file__).with_name("schema.sql")

# File stem to table; a file's columns are the columns of its table in schema.sql.
TABLES: Mapping[str, str] = {
    "plans": "plan",
    "priorities": "priority",
    "outcomes": "outcome",
    "activities": "activity",
    "activity_outcomes": "activity_outcome",
    "activity_lines": "activity_line",
    "kpis": "kpi",
    "kpi_summary": "kpi_summary",
    "kpi_counterparts": "kpi_counterpart",
    "profile_figures": "profile_figure",
    "areas": "area",
    "comparison_groups": "comparison_group",
    "statistics": "statistic",
    "derived_statistics": "derived_statistic",
}
STEMS = {table: stem for stem, table in TABLES.items()}

KEYS: Mapping[str, Sequence[str]] = {
    "plan": ["plan"],
    "priority": ["plan", "code"],
    "outcome": ["plan", "code"],
    "activity": ["plan", "position"],
    "activity_outcome": ["plan", "activity", "outcome"],
    "activity_line": ["plan", "activity", "kind", "position"],
    "kpi": ["plan", "code"],
    "kpi_summary": ["plan", "position"],
    "kpi_counterpart": ["plan", "kpi", "statistic"],
    "profile_figure": ["plan", "position"],
    "area": ["code"],
    "comparison_group": ["code", "area"],
    "statistic": ["code"],
    "derived_statistic": ["code"],
}
# Unique where it is given: an activity may have lost its code, but no two share one.
UNIQUE_WHERE_GIVEN = {"activity": ["plan", "code"]}

# What a row must say beside its key.
REQUIRED: Mapping[str, Sequence[str]] = {
    "plan": ["title", "council", "starts", "ends"],
    "priority": ["position", "name"],
    "outcome": ["position", "priority", "title"],
    "activity": ["priority", "title"],
    "activity_line": ["text"],
    "kpi": ["position", "name", "unit", "decimals", "polarity", "frequency", "kind", "definition"],
    "kpi_summary": ["priority", "text"],
    "profile_figure": ["theme", "name", "printed", "value", "unit"],
    "area": ["name"],
    "comparison_group": ["name"],
    "statistic": ["name"],
    "derived_statistic": ["numerator", "denominator", "per"],
    "kpi_counterpart": ["position", "relation"],
}

LINE_KINDS = ["sub_action", "service_output", "customer_output", "community_outcome"]
KPI_UNITS = ["number", "percent", "pounds", "days", "working days", "minutes", "seconds"]
KPI_UNITS += ["per 1,000", "tonnes CO2e", "years", "score"]
CHOICES: Mapping[tuple[str, str], Sequence[str]] = {
    ("activity_line", "kind"): LINE_KINDS,
    ("kpi", "unit"): KPI_UNITS,
    ("kpi", "polarity"): ["maximise", "minimise", "range", "none"],
    ("kpi", "frequency"): ["monthly", "quarterly", "annual"],
    ("kpi", "kind"): ["discrete", "cumulative", "snapshot", "ratio"],
    ("kpi", "tolerance_kind"): ["percent", "absolute"],
    ("kpi_counterpart", "relation"): ["same", "context"],
    ("statistic", "estimate"): ["survey"],
}

# Columns of one table that name a row of another, where the last of them is given.
LINKS: Sequence[tuple[str, Sequence[str], str, Sequence[str]]] = [
    ("plan", ["area"], "area", ["code"]),
    ("priority", ["plan"], "plan", ["plan"]),
    ("outcome", ["plan", "priority"], "priority", ["plan", "code"]),
    ("activity", ["plan", "priority"], "priority", ["plan", "code"]),
    ("activity_outcome", ["plan", "activity"], "activity", ["plan", "position"]),
    ("activity_outcome", ["plan", "outcome"], "outcome", ["plan", "code"]),
    ("activity_line", ["plan", "activity"], "activity", ["plan", "position"]),
    ("activity_line", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("kpi", ["plan"], "plan", ["plan"]),
    ("kpi", ["plan", "parent"], "kpi", ["plan", "code"]),
    ("kpi_counterpart", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("kpi_counterpart", ["statistic"], "statistic", ["code"]),
    ("derived_statistic", ["code"], "statistic", ["code"]),
    ("derived_statistic", ["numerator"], "statistic", ["code"]),
    ("derived_statistic", ["denominator"], "statistic", ["code"]),
    ("kpi_summary", ["plan", "priority"], "priority", ["plan", "code"]),
    ("kpi_summary", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("profile_figure", ["plan", "theme"], "priority", ["plan", "code"]),
    ("profile_figure", ["comparator_area"], "area", ["code"]),
    ("profile_figure", ["statistic"], "statistic", ["code"]),
    ("area", ["parent"], "area", ["code"]),
    ("comparison_group", ["area"], "area", ["code"]),
]


class ReferenceProblem(Mendable):
    """What a person must mend in the reference files: one sentence a line, every problem found."""


def tables(folder: Path = REFERENCE_FOLDER) -> dict[str, pd.DataFrame]:
    """Every reference table, by its name, from the CSV files of `folder`.

    Columns as in schema.sql: TEXT as text, INTEGER as nullable Int64, DOUBLE as float64, DATE as
    date objects; an empty cell is missing. Raises ReferenceProblem.
    """
    texts = {table: _read(folder, stem) for stem, table in TABLES.items()}
    for check in (_cell_problems, _link_problems):
        if problems := list(check(texts)):
            raise ReferenceProblem("\n".join(problems))
    return {table: _typed(frame, _columns()[table]) for table, frame in texts.items()}


def fingerprint(folder: Path = REFERENCE_FOLDER) -> str:
    """The sha256 of the files' bytes in the order of their names. Raises ReferenceProblem."""
    return hashlib.sha256(b"".join(_content(folder, stem) for stem in sorted(TABLES))).hexdigest()


def _content(folder: Path, stem: str) -> bytes:
    try:
        return (folder / f"{stem}.csv").read_bytes()
    except FileNotFoundError as problem:
        raise ReferenceProblem(f"{stem}.csv: the file is missing from {folder}.") from problem


@cache
def _columns() -> Mapping[str, Mapping[str, str]]:
    """Table to column to type, as schema.sql says."""
    schema = SCHEMA.read_text(encoding="utf-8")
    created = re.findall(r"CREATE OR REPLACE TABLE (\w+) \((.*?)\);", schema, re.DOTALL)
    return {table: dict(re.findall(r"(\w+) ([A-Z]+)", body)) for table, body in created}


def _read(folder: Path, stem: str) -> pd.DataFrame:
    """The cells of one file as text, missing where empty; the index is the row in the file."""
    try:
        text = _content(folder, stem).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ReferenceProblem(f"{stem}.csv: not UTF-8 text; save it as CSV UTF-8.") from problem
    header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    expected = list(_columns()[TABLES[stem]])
    if header != expected:
        raise ReferenceProblem(_sentence(stem, 1, "", ", ".join(header), ", ".join(expected)))
    filled = {number: row for number, row in enumerate(rows, 2) if any(row)}
    for number, row in filled.items():
        if len(row) != len(expected):
            wanted = f"{len(expected)} cells"
            raise ReferenceProblem(_sentence(stem, number, "", f"{len(row)} cells", wanted))
    cells = [[cell.strip() or None for cell in row] for row in filled.values()]
    return pd.DataFrame(cells, columns=expected, index=list(filled), dtype="str")


def _cell_problems(texts: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for table, frame in texts.items():
        yield from _missing(table, frame)
        yield from _repeated(table, frame)
        yield from _unknown_choices(table, frame)
        yield from _mistyped(table, frame)


def _missing(table: str, frame: pd.DataFrame) -> Iterator[str]:
    for column in [*KEYS[table], *REQUIRED.get(table, [])]:
        for row in frame.index[frame[column].isna()]:
            yield _sentence(STEMS[table], row, column, "nothing", "a value")


def _repeated(table: str, frame: pd.DataFrame) -> Iterator[str]:
    for key in (KEYS[table], UNIQUE_WHERE_GIVEN.get(table)):
        if key:
            given = frame[frame[key[-1]].notna()]
            for row, cells in given[given.duplicated(list(key))].iterrows():
                found = ", ".join(map(str, cells[list(key)])) + " again"
                yield _sentence(STEMS[table], row, " and ".join(key), found, "each only once")


def _unknown_choices(table: str, frame: pd.DataFrame) -> Iterator[str]:
    for (owner, column), choices in CHOICES.items():
        if owner == table:
            cells = frame[column].dropna()
            for row, found in cells[~cells.isin(choices)].items():
                yield _sentence(STEMS[table], row, column, found, "one of " + "; ".join(choices))


def _mistyped(table: str, frame: pd.DataFrame) -> Iterator[str]:
    for column, kind in _columns()[table].items():
        if kind in TYPES:
            expected, holds = TYPES[kind]
            for row, found in frame[column].dropna().items():
                if not holds(found):
                    yield _sentence(STEMS[table], row, column, found, expected)


def _link_problems(texts: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for table, columns, target, target_columns in LINKS:
        there = set(texts[target][list(target_columns)].itertuples(index=False, name=None))
        frame = texts[table]
        for row, *link in frame.loc[frame[columns[-1]].notna(), list(columns)].itertuples():
            if tuple(link) not in there:
                expected = f"a {target_columns[-1]} of {STEMS[target]}.csv"
                yield _sentence(STEMS[table], row, columns[-1], ", ".join(link), expected)


def _sentence(stem: str, row: object, column: str, found: object, expected: str) -> str:
    place = f"{stem}.csv, row {row}" + (f", column {column}" if column else "")
    return f"{place}: found {found}; expected {expected}."


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# Type to what it looks like in words, and whether a text is one.
TYPES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "INTEGER": ("a whole number", lambda text: bool(re.fullmatch(r"-?[0-9]+", text))),
    "DOUBLE": ("a number", lambda text: bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text))),
    "DATE": ("a date such as 2024-04-01", _is_date),
}


def _typed(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    typed = frame.reset_index(drop=True)
    for column, kind in kinds.items():
        if kind == "INTEGER":
            typed[column] = pd.to_numeric(typed[column]).astype("Int64")
        elif kind == "DOUBLE":
            typed[column] = pd.to_numeric(typed[column]).astype("float64")
        elif kind == "DATE":
            dates = [
                date.fromisoformat(cell) if isinstance(cell, str) else None
                for cell in typed[column]
            ]
            typed[column] = pd.Series(dates, dtype="object")
    return typed
