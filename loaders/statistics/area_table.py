"""A table of statistics with a line an area: which columns name it, which hold what figures."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.parsing.normalise import plain
from loaders.parsing.published_periods import YearWords, read_year, year_of
from loaders.reading import StatisticKey
from loaders.workbook import Cell, CellValue, Sheet, is_blank

HEADINGS_WITHIN, HEADING_ROWS = 40, 3
_CODE = re.compile(
    r"(?:(?:current|new|latest|ons|gss|la|lad|area|authority|local authority|local authority area"
    r"|district|geography|e) )*codes?(?: \d{4})?|lad ?\d\dcd|lad ?code ?\d*|areacd"
    r"|laua(?: ?code)?"
)
_FORMER_CODE = re.compile(r"(?:former|old|previous) (?:ons |la |gss )*code|ons code former")
_NAME = re.compile(
    r"(?:local authority|la|lad|area|authority|district|council|local authority district)"
    r"(?: area)?(?: region)?(?: name| names| data)?(?: \d{4})?"
    r"|lad ?\d\dnm|lad ?name ?\d*|areanm|laua ?name"
    r"|lower and single tier authority(?: data)?|lower tier authority|reporting authority"
    r"|names?|description"
)
_GROUP = re.compile(r".*\bcount(?:y|ies) totals?|county|county name")
_REGION = re.compile(r"(?:region|country)(?: (?:name|country|region))?")
_YEAR = re.compile(r"(?:calendar |financial |reporting |data )?year(?: ending.*)?|period")

Headings = Mapping[int, Sequence[CellValue]]


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column, from 1, of figures of a measure; `year` is None where each line names its own.

    `fractions` says that its numbers are shares of one, to be read as percent.
    """

    column: int
    measure: StatisticKey
    year: YearWords | None = None
    fractions: bool = False

    @property
    def words(self) -> str:
        """What the column holds: `Population for 30 June 2022`."""
        name = self.measure.name or "Figures"
        return f"{name} for {self.year.period.label}" if self.year else name


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTable:
    """Where the table stands in a sheet: rows and columns are counted from 1.

    `names` are tried from left to right until one says something; `regions` stand in where a name
    says only that the line is a total.
    """

    sheet: Sheet
    heading_rows: tuple[int, int]
    codes: Sequence[int]
    names: Sequence[int]
    regions: Sequence[int]
    year: int | None
    figures: Sequence[FigureColumn]
    others: Sequence[int] = ()
    read_period: Callable[[Cell], YearWords | None] = year_of

    @property
    def lines(self) -> range:
        """The numbers of the rows below the headings, empty ones among them."""
        return range(self.heading_rows[1] + 1, len(self.sheet.rows) + 1)

    @property
    def columns(self) -> frozenset[int]:
        """Every column that is read."""
        years = () if self.year is None else (self.year,)
        figures = (figures.column for figures in self.figures)
        return frozenset((*self.codes, *self.names, *self.regions, *years, *figures, *self.others))

    def words(self) -> Mapping[int, str]:
        """What each of these columns is read as, in words."""
        return {
            **dict.fromkeys(self.others, "Used for the figures"),
            **dict.fromkeys(self.regions, "Region"),
            **dict.fromkeys(self.names, "Area"),
            **dict.fromkeys(self.codes, "Area code"),
            **({} if self.year is None else {self.year: "Period"}),
            **{figures.column: figures.words for figures in self.figures},
        }


def area_table(
    sheet: Sheet, figures_under: Callable[[Headings], Sequence[FigureColumn]]
) -> AreaTable | None:
    """The first table of a sheet whose headings name an area, figures and their years.

    `figures_under` says which columns hold which figures, by the cells of the heading rows.
    """
    for first, last, headings, columns in sheet.once(_blocks_that_name_areas):
        figures = figures_under(headings)
        year = next(iter(columns["year"]), None)
        if _come_again(sheet, last, figures):
            continue
        if figures and (year is not None or all(column.year for column in figures)):
            return AreaTable(
                sheet=sheet,
                heading_rows=(first, last),
                codes=(*columns["code"], *columns["former"]),
                names=(*columns["name"], *columns["group"], *_unheaded(headings, figures)),
                regions=columns["region"],
                year=year,
                figures=figures,
            )
    return None


def _come_again(sheet: Sheet, last: int, figures: Sequence[FigureColumn]) -> bool:
    """Whether what heads figures stands below itself too: a line of a list, and no heading."""
    return any(
        isinstance(value := sheet.value(last, column.column), str)
        and not is_blank(value)
        and sheet.value(last + 1, column.column) == value
        for column in figures
    )


def read_otherwise(
    sheet: Sheet, heading_rows: tuple[int, int], columns: Sequence[int]
) -> AreaTable:
    """A table whose layout itself knows which area and figure stand where in its columns."""
    return AreaTable(
        sheet=sheet,
        heading_rows=heading_rows,
        codes=(),
        names=(),
        regions=(),
        year=None,
        figures=(),
        others=columns,
    )


def years_across(headings: Headings, measure: StatisticKey) -> Sequence[FigureColumn]:
    """A column of figures under every heading that is a year, and nothing but it."""
    years = ((column, _first_year(cells)) for column, cells in headings.items())
    return [FigureColumn(column, measure, year) for column, year in years if year]


def titles(sheet: Sheet, before: int) -> str:
    """The words above a row, in lower case: what the sheet says that its table is."""
    cells = (value for row in sheet.rows[: before - 1] for value in row)
    return " ".join(plain(value) for value in cells if isinstance(value, str))


def _blocks_that_name_areas(
    sheet: Sheet,
) -> Sequence[tuple[int, int, Headings, Mapping[str, Sequence[int]]]]:
    """First and last row of headings that have an area's code or name, with the columns of roles.

    Every layout asks for them, of every sheet.
    """
    blocks = []
    for first, last in _blocks(sheet):
        headings = _headings(sheet, first, last)
        columns = _columns_by_role(headings)
        if any(columns[role] for role in ("code", "former", "name")):
            blocks.append((first, last, headings, columns))
    return blocks


def _blocks(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """First and last row of what may be headings: single rows before pairs and threes."""
    end = min(HEADINGS_WITHIN, len(sheet.rows))
    for height in range(1, HEADING_ROWS + 1):
        for first in range(1, end - height + 2):
            yield first, first + height - 1


def _headings(sheet: Sheet, first: int, last: int) -> Headings:
    rows = sheet.rows[first - 1 : last]
    columns = range(1, max(map(len, rows)) + 1)
    cells = {c: [row[c - 1] for row in rows if c <= len(row)] for c in columns}
    filled = {c: [v for v in values if not is_blank(v)] for c, values in cells.items()}
    return {column: values for column, values in filled.items() if values}


def _columns_by_role(headings: Headings) -> Mapping[str, Sequence[int]]:
    """The columns of each role, from left to right; current codes stand before other ones."""
    columns: dict[str, list[int]] = {role: [] for role in _ROLES}
    for column, cells in headings.items():
        texts = (plain(value) for value in cells if isinstance(value, str))
        role = next((role for words in texts if (role := _role(words))), None)
        if role:
            columns[role].append(column)
    return columns


_ROLES = {
    "former": _FORMER_CODE,
    "code": _CODE,
    "region": _REGION,
    "group": _GROUP,
    "name": _NAME,
    "year": _YEAR,
}


@lru_cache(maxsize=4096)
def _role(words: str) -> str | None:
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(words)), None)


def _unheaded(headings: Headings, figures: Sequence[FigureColumn]) -> Sequence[int]:
    """Columns without a heading before the first figure: groups and totals are named there."""
    return [c for c in range(1, min(column.column for column in figures)) if c not in headings]


def _first_year(cells: Sequence[CellValue]) -> YearWords | None:
    return next((year for value in cells if (year := read_year(value))), None)
