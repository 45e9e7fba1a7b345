"""The table in a sheet of ONS local statistics: where its columns stand, and its lines as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_finding
from loaders.statistics.statistic_cells import heading_columns, stripped
from loaders.workbook import Sheet, address, column_letters, is_blank

# What each column means, by the words that publishers head it with.
HEADINGS: Mapping[str, Sequence[str]] = {
    "area": ("areacd", "area code"),
    "indicator": ("indicator",),
    "period": ("period",),
    "value": ("observation",),
    "qualifier": ("measure", "sex", "age"),
    "unit": ("unit",),
    "lower": ("lci_95",),
    "upper": ("uci_95",),
    "status": ("status",),
    "notes": ("notes", "note"),
}
# What the columns are read as, in words.
WORDS: Mapping[str, str] = {
    "area": "Area code",
    "indicator": "Statistic",
    "period": "Period",
    "value": "Figure",
    "qualifier": "Measure, sex or age",
    "unit": "Unit",
    "lower": "Lower 95% limit",
    "upper": "Upper 95% limit",
    "status": "Status of the figure",
    "notes": "Note",
}
REQUIRED = ("area", "indicator", "period", "value")
SEVERAL_ALLOWED = ("qualifier", "notes")
HEADINGS_WITHIN = 20


@dataclass(frozen=True, slots=True)
class OnsTable:
    """Where the table stands in a sheet: `heading_row` from 1, `columns` of each role from 0."""

    sheet: Sheet
    heading_row: int
    columns: Mapping[str, Sequence[int]]

    def address(self, role: str, line: int) -> str:
        """The cell of a role in a line, the first cell of the line where the role has no column."""
        return address(line, self.columns.get(role, [0])[0] + 1)

    def words(self) -> Mapping[int, str]:
        """What each column, from 1, is read as."""
        return {c + 1: WORDS[role] for role, columns in self.columns.items() for c in columns}


class OnsLine(NamedTuple):
    """One line of the table as text, columns in the order of HEADINGS."""

    number: int
    area: str
    indicator: str
    period: str
    value: str
    qualifier: tuple[str, ...]
    unit: str
    lower: str
    upper: str
    status: str
    notes: tuple[str, ...]


def table_in(sheet: Sheet) -> OnsTable | None:
    """The table of a sheet, None without area codes and two more of the REQUIRED headings."""
    for row in range(min(HEADINGS_WITHIN, len(sheet.rows))):
        by_word = heading_columns(sheet, row)
        by_role = {role: _columns(by_word, words) for role, words in HEADINGS.items()}
        columns = {role: found for role, found in by_role.items() if found}
        if "area" in columns and sum(role in columns for role in REQUIRED) >= 3:
            return OnsTable(sheet, row + 1, columns)
    return None


def heading_findings(table: OnsTable) -> Iterator[Finding]:
    """What is wrong with the headings: one that is missing, or stands twice."""
    sheet, cell = table.sheet.name, f"A{table.heading_row}"
    for role, words in HEADINGS.items():
        columns = table.columns.get(role, [])
        if not columns:
            found = f'no column is headed "{words[0]}"'
            required = role in REQUIRED
            severity = Severity.REJECT if required else Severity.INFO
            action = "Give the file as it was published." if required else "It is read without it."
            yield figure_finding(
                severity,
                FindingCode.MISSING_HEADING,
                sheet=sheet,
                cell=cell,
                problem=found,
                expected="that heading",
                action=action,
            )
        elif len(columns) > 1 and role not in SEVERAL_ALLOWED:
            letters = " and ".join(column_letters(column + 1) for column in columns)
            found = f'columns {letters} are both headed "{words[0]}"'
            action = "Remove or rename the column that does not belong."
            yield figure_finding(
                Severity.REJECT,
                FindingCode.REPEATED_HEADING,
                sheet=sheet,
                cell=cell,
                problem=found,
                expected="one of them",
                action=action,
            )


def lines_in(table: OnsTable) -> frozenset[int]:
    """The numbers of the lines that lines_of() gives."""
    return frozenset(
        number
        for number, row in enumerate(table.sheet.rows[table.heading_row :], table.heading_row + 1)
        if not all(map(is_blank, row))
    )


def lines_of(table: OnsTable) -> Iterator[OnsLine]:
    """Every line under the headings that is not blank."""
    width = 1 + max(chain.from_iterable(table.columns.values()))
    single = [table.columns.get(role, [width])[0] for role in HEADINGS]
    area, indicator, when, value, _, unit, lower, upper, status, _ = single
    qualifiers, notes = table.columns.get("qualifier", ()), table.columns.get("notes", ())
    for line, row in enumerate(table.sheet.rows[table.heading_row :], table.heading_row + 1):
        texts = [cell.strip() if isinstance(cell, str) else stripped(cell) for cell in row]
        if not any(texts):
            continue
        # A role without a column reads the empty text just past the last one.
        texts = texts[:width] + [""] * (width + 1 - min(len(texts), width))
        yield OnsLine(
            line,
            texts[area],
            texts[indicator],
            texts[when],
            texts[value],
            tuple(texts[column] for column in qualifiers),
            texts[unit],
            texts[lower],
            texts[upper],
            texts[status],
            tuple(dict.fromkeys(texts[column] for column in notes if texts[column])),
        )


def _columns(by_word: Mapping[str, Sequence[int]], words: Sequence[str]) -> list[int]:
    return sorted(chain.from_iterable(by_word.get(word, ()) for word in words))
