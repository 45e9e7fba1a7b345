"""Small workbooks in the shape of editions of the population estimates."""

from collections.abc import Sequence

from loaders.workbook import CellValue, Sheet

Rows = list[list[CellValue]]
# The last is 90 and over; of every age there are as many people as it has years.
AGES = 91
EVERYBODY = sum(range(AGES))
PLACES: Sequence[Sequence[CellValue]] = (
    ("K02000001", "UNITED KINGDOM", "Country"),
    ("E07000131", "Harborough", "Non-metropolitan District"),
)


def by_age(title: str, headings: Sequence[str], *, numbers: bool, name: str) -> Sheet:
    """Persons by single year of age; `numbers` has the ages as numbers, and only 90+ as text."""
    ages: list[CellValue] = [age if numbers else str(age) for age in range(AGES - 1)]
    rows: Rows = [[title], [], [*headings, *ages, "90+"]]
    rows += [[*area[: len(headings) - 1], EVERYBODY, *range(AGES)] for area in PLACES]
    return Sheet(name, [*rows, [], ["1. Boundaries of the day, see notes"]])


def by_year(title: str, headings: Sequence[CellValue], figures: Sequence[int], name: str) -> Sheet:
    """A table with a figure under every heading behind code, name and geography."""
    rows: Rows = [[title], ["Back to contents"], [*headings]]
    rows += [[*area, *figures] for area in PLACES]
    return Sheet(name, rows)
