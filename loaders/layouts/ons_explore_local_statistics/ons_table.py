"""The table in a sheet of ONS local statistics: where its columns stand, and its lines as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_finding
from loaders.statistics.statistic_cells import heading_columns, stripped
from loaders.workbook import CellPlace, CellValue, Sheet, address, column_letters, is_blank

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
    """Where the table stands in a sheet: its heading row, and the columns of each role, from 1."""

    sheet: Sheet
    heading_row: int
    columns: Mapping[str, Sequence[int]]

    def address(self, role: str, line: int) -> str:
        """The cell of a role in a line, the first cell of the line where the role has no column."""
        return address(line, self.columns.get(role, [1])[0])

    def words(self) -> Mapping[int, str]:
        """What each column is read as."""
        return {c: WORDS[role] for role, columns in self.columns.items() for c in columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnsLine:
    """One line of the table as text."""

    number: int
    area: str
    indicator: str
    period: str
    value: str
    qualifiers: tuple[str, ...]
    unit: str
    lower: str
    upper: str
    status: str
    notes: tuple[str, ...]


def table_in(sheet: Sheet) -> OnsTable | None:
    """The table of a sheet, None without area codes and two more of the REQUIRED headings."""
    for row in range(1, min(HEADINGS_WITHIN, len(sheet.rows)) + 1):
        by_word = heading_columns(sheet, row)
        by_role = {role: _columns(by_word, words) for role, words in HEADINGS.items()}
        columns = {role: numbers for role, numbers in by_role.items() if numbers}
        if "area" in columns and sum(role in columns for role in REQUIRED) >= 3:
            return OnsTable(sheet, row, columns)
    return None


def heading_findings(table: OnsTable) -> Iterator[Finding]:
    """What is wrong with the headings: one that is missing, or stands twice."""
    for role, words in HEADINGS.items():
        columns = table.columns.get(role, [])
        if not columns:
            yield _missing(table, words[0], is_required=role in REQUIRED)
        elif len(columns) > 1 and role not in SEVERAL_ALLOWED:
            yield _repeated(table, words[0], columns)


def _missing(table: OnsTable, heading: str, *, is_required: bool) -> Finding:
    return figure_finding(
        Severity.REJECT if is_required else Severity.INFO,
        FindingCode.MISSING_HEADING,
        sheet=table.sheet.name,
        cell=CellPlace(table.heading_row, 1).address,
        problem=f'no column is headed "{heading}"',
        expected="that heading",
        action="Give the file as it was published." if is_required else "It is read without it.",
    )


def _repeated(table: OnsTable, heading: str, columns: Sequence[int]) -> Finding:
    letters = " and ".join(map(column_letters, columns))
    return figure_finding(
        Severity.REJECT,
        FindingCode.REPEATED_HEADING,
        sheet=table.sheet.name,
        cell=CellPlace(table.heading_row, 1).address,
        problem=f'columns {letters} are both headed "{heading}"',
        expected="one of them",
        action="Remove or rename the column that does not belong.",
    )


def filled_lines(table: OnsTable) -> frozenset[int]:
    """The numbers of the lines that read_lines() gives."""
    return frozenset(number for number, row in _rows_below(table) if not all(map(is_blank, row)))


def read_lines(table: OnsTable) -> Iterator[OnsLine]:
    """Every line under the headings that is not blank."""
    width = max(chain.from_iterable(table.columns.values()))
    # A role without a column reads the empty text before the first one.
    column = {role: table.columns.get(role, [0])[0] for role in HEADINGS}
    qualifiers, notes = table.columns.get("qualifier", ()), table.columns.get("notes", ())
    for number, row in _rows_below(table):
        texts = [cell.strip() if isinstance(cell, str) else stripped(cell) for cell in row]
        if not any(texts):
            continue
        texts = ["", *texts, *[""] * (width - len(texts))]
        yield OnsLine(
            number=number,
            area=texts[column["area"]],
            indicator=texts[column["indicator"]],
            period=texts[column["period"]],
            value=texts[column["value"]],
            qualifiers=tuple([texts[c] for c in qualifiers]),
            unit=texts[column["unit"]],
            lower=texts[column["lower"]],
            upper=texts[column["upper"]],
            status=texts[column["status"]],
            notes=tuple(dict.fromkeys([texts[c] for c in notes if texts[c]])),
        )


def _rows_below(table: OnsTable) -> Iterator[tuple[int, Sequence[CellValue]]]:
    return enumerate(table.sheet.rows[table.heading_row :], table.heading_row + 1)


def _columns(by_word: Mapping[str, Sequence[int]], words: Sequence[str]) -> list[int]:
    return sorted(chain.from_iterable(by_word.get(word, ()) for word in words))
