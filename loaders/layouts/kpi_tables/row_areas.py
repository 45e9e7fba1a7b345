"""Whose figures the rows of a KPI table are, where a column, a name or a title names an area."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.area_codes import is_area_code
from loaders.parsing.cells import words_at
from loaders.parsing.normalise import plain, squeezed
from loaders.tables.area_words import (
    area_in_words,
    is_department,
    names_other_area,
    other_area,
)
from loaders.tables.columns import Column
from loaders.tables.headings import IDENTITY, Heading, Role
from loaders.tables.table import Table
from loaders.workbook import CellPlace

# Headings that may stand over departments as well as over places.
_UNSURE = frozenset((
    "area", "location", "place", "locality", "division", "authority", "region", "comparator",
    "borough", "country", "council", "district", "county", "nation", "geography",
))  # fmt: skip
# What rows are grouped by may be areas.
_GROUPS = (Role.CATEGORY, Role.SERVICE)
# `Fly tipping reports - Leicestershire`, `Fly tipping reports (England)`
_BEHIND = re.compile(r"\w.*(?:\s[-\u2013\u2014:|]\s|\()\s?(?P<area>[^()]{3,60}?)\s?\)?$")
_ENOUGH_ROWS = 200
_MOST_ASKED = 12
_SHOWN = 3


def with_area_columns(table: Table, ours: str) -> Table:
    """The table with the columns that name areas, by their headings or by what stands in them.

    A column under `Area` that holds departments is no such column.
    """
    known = {column.number for column in table.columns}
    columns = [
        c for c in table.columns if c.role is not Role.AREA or not _is_of_departments(table, c)
    ]
    by_content = [
        _as_area(c) for c in columns if c.role in _GROUPS and _are_areas(table, c.number, ours)
    ]
    columns = [next((a for a in by_content if a.number == c.number), c) for c in columns]
    unread = [n for n in table.span if n not in known and _are_areas(table, n, ours)]
    added = [
        Column(n, Heading(Role.AREA), words_at(table.sheet, table.heading_row, n)) for n in unread
    ]
    if len(columns) == len(table.columns) and not by_content and not added:
        return table
    in_order = sorted((*columns, *added), key=lambda column: column.number)
    left = {n: f for n, f in table.passed_over.items() if n not in unread}
    settled = [f for n, f in table.passed_over.items() if n in unread]
    findings = [finding for finding in table.findings if finding not in settled]
    return replace(table.with_columns(in_order), passed_over=left, findings=findings)


def area_of(table: Table, row: int, ours: str) -> tuple[CellPlace, str] | None:
    """The cell that names another area than the council's in a row, and that area's name."""
    columns = table.columns_of(Role.AREA)
    filled = [(c, text) for c in columns if (text := words_at(table.sheet, row, c.number))]
    if filled:
        texts = sorted((text for _, text in filled), key=is_area_code, reverse=True)[:2]
        code, name = (texts[0], texts[1]) if len(texts) == 2 else ("", texts[0])
        other = other_area(code, name, ours)
        return (CellPlace(row, filled[0][0].number), other) if other else None
    for column in table.columns_of(*IDENTITY):
        area = _area_in_name(words_at(table.sheet, row, column.number), ours)
        if area:
            return CellPlace(row, column.number), area
    return None


# The same names stand in the rows of other periods.
@lru_cache(maxsize=10_000)
def _area_in_name(text: str, ours: str) -> str | None:
    """The other area that a KPI's code or name is, or that stands behind it."""
    if text and names_other_area(text, ours):
        return text
    behind = _BEHIND.search(text)
    return behind["area"] if behind and names_other_area(behind["area"], ours) else None


def area_of_table(titles: Sequence[str], ours: str) -> str | None:
    """The other area that a sheet's name or a title above a table says that it is about."""
    named = (title for title in titles if area_in_words(title, ours) is not None)
    nearest = next(named, None)
    return nearest if nearest and names_other_area(nearest, ours) else None


def not_ours(table: Table, places: Sequence[tuple[CellPlace, str]]) -> Iterator[Finding]:
    """A finding for each other area, for all of them together where there are many."""
    by_area: dict[str, list[CellPlace]] = {}
    for cell, area in places:
        by_area.setdefault(area, []).append(cell)
    if len(by_area) > _MOST_ASKED:
        listed = ", ".join(list(by_area)[:_SHOWN])
        together = f"{listed} and {len(by_area) - _SHOWN} more areas"
        # Too many to be asked about one by one: no words of one area were found.
        yield replace(_not_ours(table, together, [cell for cell, _ in places]), found=None)
        return
    for area, cells in by_area.items():
        yield _not_ours(table, area, cells)


def _not_ours(table: Table, area: str, cells: Sequence[CellPlace]) -> Finding:
    rows = "one row has" if len(cells) == 1 else f"{len(cells):,} rows have"
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.NOT_OURS,
        sheet=table.sheet,
        cell=cells[0],
        problem=f"{rows} figures of {area}, not of the council",
        expected="figures of the whole district, or a table of statistics by area",
        action="Leave them out, or correct the area if they are the council's.",
        found=area,
    )


def _is_of_departments(table: Table, column: Column) -> bool:
    if plain(column.text) not in _UNSURE:
        return False
    return any(map(is_department, _texts(table, column.number)))


def _as_area(column: Column) -> Column:
    return replace(column, heading=Heading(Role.AREA))


def _are_areas(table: Table, number: int, ours: str) -> bool:
    """Whether a column holds nothing but codes and names of areas that are known."""
    texts = _texts(table, number)
    return bool(texts) and all(
        is_area_code(text) or area_in_words(text, ours) is not None for text in texts
    )


def _texts(table: Table, number: int) -> Sequence[str]:
    values = (table.sheet.value(row, number) for row in table.body[:_ENOUGH_ROWS])
    return list(dict.fromkeys(squeezed(v) for v in values if isinstance(v, str) and v.strip()))
