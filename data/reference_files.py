"""The reference files: plans, KPIs, areas and statistics as people edit them, checked when read."""

import csv
import hashlib
import io
import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import pandas as pd

from data import boundaries, councils
from data.councils import Council, UnknownCouncil
from data.errors import UserError
from data.reference_checks import Problem, cell_problems, link_problems
from data.reference_tables import (
    CHECKED_TABLES,
    STEMS,
    TABLES,
    cleaned_cell,
    columns,
)

REFERENCE_FOLDER = Path(__file__).with_name("reference")


class ReferenceProblem(UserError):
    """What a person must mend in the reference files: one sentence a line, every problem found."""


def texts(
    folder: Path = REFERENCE_FOLDER, council_code: str | None = None
) -> dict[str, pd.DataFrame]:
    """The cells of every reference table as text, missing where empty, from CSV files, by table.

    Of plans only those of the council: that of the code, else of the setting. The files that
    layouts read by themselves are checked with them. The index is the row in the file. Raises
    ReferenceProblem.
    """
    frames = _checked(folder, _fingerprint(folder))
    kept = _plans_of(frames, council_code or council(folder).code)
    return {table: kept[table] for table in TABLES.values()}


@lru_cache(maxsize=2)
def _checked(folder: Path, _: str) -> Mapping[str, pd.DataFrame]:
    """The cells of every file of the folder, as they are while its bytes stay the same."""
    frames = {table: _read(folder, stem) for stem, table in CHECKED_TABLES.items()}
    for check in (cell_problems, link_problems):
        if problems := list(check(frames)):
            raise ReferenceProblem("\n".join(map(_sentence, problems)))
    return frames


def council(folder: Path = REFERENCE_FOLDER, chosen: str = "") -> Council:
    """The council that COUNCIL names, else the chosen one, else that of the files' first plan.

    `chosen` is a code or a name, empty for none. Raises UnknownCouncil.
    """
    return _council(_setting() or chosen, folder)


def is_council_set() -> bool:
    """Whether the setting COUNCIL decides, so that nobody is asked to choose."""
    return bool(_setting())


def _setting() -> str:
    return os.environ.get(councils.SETTING, "").strip()


def default_council(folder: Path = REFERENCE_FOLDER) -> Council:
    """The council that the first plan of the files is for."""
    return _council("", folder)


@lru_cache(maxsize=8)
def _council(setting: str, folder: Path) -> Council:
    areas = _read(folder, STEMS["area"])
    if not setting:
        plans = _read(folder, STEMS["plan"])["area"]
        code = next((str(area) for area in plans), None)
        if code is None:
            raise UnknownCouncil(
                f"plans.csv has no plan, so {councils.SETTING} must say whose dashboard this is."
            )
        return Council(code, dict(zip(areas["code"], areas["name"], strict=True)).get(code, code))
    names = _read(folder, STEMS["area_name"])
    return councils.council_named(setting, areas, names, boundaries.boundaries().areas)


def _plans_of(frames: Mapping[str, pd.DataFrame], council_code: str) -> dict[str, pd.DataFrame]:
    """The tables with the rows of one council's plans."""
    plans = frames["plan"]
    kept = set(plans[plans["area"] == council_code]["plan"])
    return {
        table: frame[frame["plan"].isin(kept)] if "plan" in frame else frame
        for table, frame in frames.items()
    }


def tables(
    folder: Path = REFERENCE_FOLDER, council_code: str | None = None
) -> dict[str, pd.DataFrame]:
    """Every reference table, by its name, from the CSV files of `folder`, typed as `typed` does.

    Raises ReferenceProblem.
    """
    return typed(texts(folder, council_code))


def typed(texts: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Reference tables with the types of schema.sql, from their cells as text.

    TEXT as text, INTEGER as nullable Int64, DOUBLE as float64, DATE as date objects; an empty cell
    is missing.
    """
    return {table: _typed(frame, columns()[table]) for table, frame in texts.items()}


def fingerprint(folder: Path = REFERENCE_FOLDER, council_code: str | None = None) -> str:
    """The sha256 of the files' bytes in the order of their names, and of the council's code.

    Raises ReferenceProblem and UnknownCouncil.
    """
    return _fingerprint(folder, council_code or council(folder).code)


def _fingerprint(folder: Path, council_code: str = "") -> str:
    contents = [_content(folder, stem) for stem in sorted(CHECKED_TABLES)]
    return hashlib.sha256(b"".join([*contents, council_code.encode()])).hexdigest()


def _content(folder: Path, stem: str) -> bytes:
    try:
        return (folder / f"{stem}.csv").read_bytes()
    except FileNotFoundError as problem:
        raise ReferenceProblem(f"{stem}.csv: the file is missing from {folder}.") from problem


def _read(folder: Path, stem: str) -> pd.DataFrame:
    """The cells of one file as text, missing where empty; the index is the row in the file."""
    try:
        text = _content(folder, stem).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ReferenceProblem(f"{stem}.csv: not UTF-8 text; save it as CSV UTF-8.") from problem
    header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    table = CHECKED_TABLES[stem]
    expected = list(columns()[table])
    if header != expected:
        _refuse(table, 1, ", ".join(header), ", ".join(expected))
    filled = {number: row for number, row in enumerate(rows, 2) if any(row)}
    for number, row in filled.items():
        if len(row) != len(expected):
            _refuse(table, number, f"{len(row)} cells", f"{len(expected)} cells")
    cells = [
        [cleaned_cell(*cell).strip() or None for cell in zip(expected, row, strict=True)]
        for row in filled.values()
    ]
    return pd.DataFrame(cells, columns=expected, index=list(filled), dtype="str")


def _refuse(table: str, row: int, found: str, expected: str) -> NoReturn:
    raise ReferenceProblem(_sentence(Problem(table, row, "", found, expected)))


def _sentence(problem: Problem) -> str:
    cell = f"{STEMS[problem.table]}.csv, row {problem.row}"
    cell += f", column {problem.column}" if problem.column else ""
    target = f" of {STEMS[problem.target]}.csv" if problem.target else ""
    return f"{cell}: found {problem.found}; expected {problem.expected}{target}."


def _typed(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    typed_frame = frame.reset_index(drop=True)
    for column, kind in kinds.items():
        if kind == "INTEGER":
            typed_frame[column] = pd.to_numeric(typed_frame[column]).astype("Int64")
        elif kind == "DOUBLE":
            typed_frame[column] = pd.to_numeric(typed_frame[column]).astype("float64")
        elif kind == "DATE":
            dates = [
                date.fromisoformat(cell) if isinstance(cell, str) else None
                for cell in typed_frame[column]
            ]
            typed_frame[column] = pd.Series(dates, dtype="object")
    return typed_frame
