"""The tables of population estimates: persons by single year of age, totals by year, density."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from loaders.parsing.normalise import plain, text_of
from loaders.parsing.published_periods import YearWords
from loaders.reading import StatisticKey
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table
from loaders.statistics.statistic_cells import sheet_words
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.period import instant

POPULATION = StatisticKey("population", "Population", "number")
DENSITY = StatisticKey("population-density", "Population density", "per square kilometre")
# Fewer single years than these are age groups, or no table by age.
FEWEST_AGES = 66

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MID_YEAR = re.compile(
    rf"\b(?:mid(?: year)?|june)(?: population)?(?: estimates?)?(?: for)? {_YEAR}\b"
)
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_ALL_AGES = re.compile(r"all ages|all persons|(?:total )?population|total")
_AGE = re.compile(r"(?:aged? )?(\d{1,3})(?: ?\+| and over| plus)?")
_PER_SQUARE = re.compile(r"\b(?:people|persons|population|residents) per (?:sq|km)")
_TOTAL_OF_YEAR = re.compile(
    rf"(?:estimated )?(?:resident )?population(?: estimates?)?(?: mid)?(?: year)? {_YEAR}"
)
_YEAR_ALONE = re.compile(rf"(?:mid(?: year)? )?{_YEAR}(?: population)?")
_OTHER_SUBJECT = re.compile(
    r"\b(?:median|density|components?|changes?|births|deaths|migration|households?|projections?)\b"
)
# A line an age or a sex would have to be added up; why a population changed is another table.
_OTHER_TABLE = frozenset({"sex", "gender", "age", "age group", "births", "deaths"})
_ONE_SEX = frozenset({"male", "males", "female", "females", "men", "women"})
_BOTH_SEXES = frozenset({"persons", "people", "all", "total"})


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """A table of population by area: `ages` has the column of every single year of age.

    `is_of_one_sex` says that it has men or women alone.
    """

    table: AreaTable
    ages: Mapping[int, int]
    is_of_one_sex: bool


def population_tables(workbook: Workbook) -> Iterator[PopulationTable]:
    """Every table of population or density on the sheets that are shown, one at most a sheet."""
    year = _year_of_file(workbook)
    for sheet in workbook.sheets:
        population = _population_table(sheet, year) if sheet.visible else None
        if population:
            yield population


def _population_table(sheet: Sheet, year_of_file: int | None) -> PopulationTable | None:
    words = sheet_words(sheet)
    year = max(_mid_years(words), default=year_of_file)
    table = area_table(sheet, partial(_figures, words, year))
    if table is None:
        return None
    ages = _ages(enumerate(sheet.rows[table.heading_rows[1] - 1], 1))
    return PopulationTable(table, ages, _is_of_one_sex(sheet, words))


def _figures(words: str, year: int | None, headings: Headings) -> Sequence[FigureColumn]:
    """The columns of population and density by the words over them, with their years."""
    texts = {column: plain(" ".join(map(text_of, cells))) for column, cells in headings.items()}
    if _OTHER_TABLE.intersection(texts.values()):
        return []
    by_age = len(_ages((c, cells[-1]) for c, cells in headings.items())) >= FEWEST_AGES
    totals = [column for column, text in texts.items() if _is_total(text, by_age=by_age)]
    # Of persons, men and women side by side none can be told apart by these words.
    if len(totals) == 1 and year:
        return [_yearly_column(totals[0], POPULATION, year)]
    # Ages are numbers, and none of them is a year.
    columns = (_figure_column(column, text, words, year) for column, text in texts.items())
    return [] if by_age else [column for column in columns if column]


def _is_total(heading: str, *, by_age: bool) -> bool:
    """Whether a heading is that of all ages; beside single years of age `Total` says so too."""
    return heading == "all ages" or (by_age and _ALL_AGES.fullmatch(heading) is not None)


def _figure_column(column: int, heading: str, words: str, year: int | None) -> FigureColumn | None:
    if _PER_SQUARE.search(heading):
        match = _ANY_YEAR.search(heading)
        density_year = int(match["year"]) if match else year
        return _yearly_column(column, DENSITY, density_year) if density_year else None
    total = _TOTAL_OF_YEAR.fullmatch(heading)
    if total is None and "population" in words and not _OTHER_SUBJECT.search(words):
        total = _YEAR_ALONE.fullmatch(heading)
    return _yearly_column(column, POPULATION, int(total["year"])) if total else None


def _yearly_column(column: int, measure: StatisticKey, year: int) -> FigureColumn:
    return FigureColumn(column, measure, YearWords(instant(date(year, 6, 30))))


def _ages(cells: Iterator[tuple[int, CellValue]]) -> Mapping[int, int]:
    """Age to column, none where an age is missing or stands twice."""
    headings = [(column, _AGE.fullmatch(text_of(value).casefold())) for column, value in cells]
    in_order = [(int(age[1]), column) for column, age in headings if age]
    ages = dict(in_order)
    return ages if list(ages) == list(range(len(in_order))) else {}


def _is_of_one_sex(sheet: Sheet, words: str) -> bool:
    """Whether a sheet is of men or women alone: by its name, else by its title."""
    for named in (plain(sheet.name).split(), words.split()):
        if not _BOTH_SEXES.isdisjoint(named):
            return False
        if not _ONE_SEX.isdisjoint(named):
            return True
    return False


def _year_of_file(workbook: Workbook) -> int | None:
    """The year that the titles of the sheets say, else the file's name."""
    words = " ".join(map(sheet_words, workbook.sheets))
    named = (int(match["year"]) for match in _ANY_YEAR.finditer(workbook.file))
    return max(_mid_years(words), default=max(named, default=None))


def _mid_years(words: str) -> Iterator[int]:
    return (int(match["year"]) for match in _MID_YEAR.finditer(words))
