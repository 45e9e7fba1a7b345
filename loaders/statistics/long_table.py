"""A table of statistics with a line a figure: which column holds what, by the words over it."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.parsing.normalise import plain
from loaders.reading import Row, RowKind, StatisticKey
from loaders.statistics.area_rows import AreaRows
from loaders.statistics.area_table import HEADINGS_WITHIN, read_otherwise
from loaders.statistics.markers import PublishedCell
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellPlace, CellValue, Sheet
from metrics.period import Period
from metrics.words.kpi_wording import capital

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LongTable:
    """Where the table stands: `columns` of each role; rows and columns are counted from 1."""

    sheet: Sheet
    heading_row: int
    columns: Mapping[str, int]

    def value(self, number: int, role: str) -> CellValue:
        """The cell of a role in a line, None where the role has no column."""
        column = self.columns.get(role)
        return None if column is None else self.sheet.value(number, column)

    def texts(self, number: int) -> Texts:
        """The cells of a line by role, as text; a role without a cell has an empty one."""
        row = self.sheet.rows[number - 1]
        width = len(row)
        return defaultdict(
            str,
            {
                role: stripped(row[column - 1])
                for role, column in self.columns.items()
                if column <= width
            },
        )

    def cell(self, number: int, role: str) -> CellPlace:
        """Where that cell stands."""
        return CellPlace(number, self.columns[role])

    def lines(self) -> range:
        """The numbers of the rows below the headings, empty ones among them."""
        return range(self.heading_row + 1, len(self.sheet.rows) + 1)

    def area_rows(self) -> AreaRows:
        """What is read of these lines before the first: no row, and no outcome of any line."""
        rows, columns = (self.heading_row, self.heading_row), tuple(self.columns.values())
        read = AreaRows(read_otherwise(self.sheet, rows, columns))
        read.read_as |= {column: capital(role) for role, column in self.columns.items()}
        return read


def long_table(
    sheet: Sheet, headings: Mapping[str, re.Pattern[str]], required: Collection[str]
) -> LongTable | None:
    """The table whose headings have all `required` roles; of two of a role the first counts.

    `headings` are matched against the words alone, without spaces: `Area Code` is `areacode`.
    """
    for row, texts in enumerate(sheet.once(_first_texts), 1):
        columns: dict[str, int] = {}
        for column, words in texts:
            role = next((role for role, form in headings.items() if form.fullmatch(words)), None)
            if role:
                columns.setdefault(role, column)
        if columns.keys() >= set(required):
            return LongTable(sheet, row, columns)
    return None


def _first_texts(sheet: Sheet) -> Sequence[Sequence[tuple[int, str]]]:
    """Column and words, without spaces, of the texts in each row that may be one of headings."""
    return [
        [
            (c, plain(value).replace(" ", ""))
            for c, value in enumerate(row, 1)
            if isinstance(value, str)
        ]
        for row in sheet.rows[:HEADINGS_WITHIN]
    ]


@dataclass(frozen=True, slots=True)
class FigureKey:
    """Whose figure it is, of what, and of when."""

    measure: StatisticKey
    area: str
    period: Period


def statistic_row(
    sheet: Sheet,
    cell: CellPlace,
    key: FigureKey,
    published: PublishedCell,
    vintage: date | None = None,
) -> Row:
    """The figure that a cell holds of an area and period with its 95 % limits."""
    notes = dict.fromkeys((published.note, key.measure.note))
    return Row(
        kind=RowKind.STATISTIC_VALUE,
        code=key.measure.code,
        period=key.period,
        sheet=sheet.name,
        cell=cell.address,
        area=key.area,
        name=key.measure.name,
        value=published.value,
        state=published.state,
        unit=key.measure.unit or None,
        note="; ".join(filter(None, notes)) or None,
        lower=published.lower,
        upper=published.upper,
        provisional=published.provisional,
        vintage=vintage,
    )


def no_period(sheet: Sheet, cell: CellPlace, expected: str) -> Finding:
    """The finding about a cell that should name a period and does not."""
    typed = stripped(sheet.value(*cell))
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.UNREADABLE_PERIOD,
        sheet=sheet,
        cell=cell,
        problem=f'"{typed}" is not a period',
        expected=expected,
        action="Correct the cell.",
        found=typed,
    )
