"""What the columns of a table of statistics seem to hold: a suggestion for who names them."""

from collections.abc import Mapping, Sequence

from loaders.headings import Role, read_heading
from loaders.period_forms import NotAPeriod
from loaders.statistics.recognised import names_areas
from loaders.statistics.year_words import period_in_heading
from loaders.workbook import Cell, CellValue


def likely_of_areas(
    headings: Sequence[str], below: Sequence[Sequence[CellValue]]
) -> Mapping[int, Role]:
    """Roles by column, counted from 0, by the headings and the columns of cells below them.

    Areas are known by what stands below, years and periods by their headings. Empty where no
    column names areas.
    """
    areas = {place: Role.AREA for place, cells in enumerate(below) if names_areas(cells)}
    if not areas:
        return {}
    likely = {place: role for place, text in enumerate(headings) if (role := _by_heading(text))}
    return likely | areas


def _by_heading(text: str) -> Role | None:
    """Figures under a period, periods under the word for them."""
    if period_in_heading(Cell(1, 1, text, "General", formula=False)):
        return Role.FIGURE
    try:
        found = read_heading(text)
    except NotAPeriod:
        return None
    return Role.PERIOD if found and found.role in (Role.PERIOD, Role.YEAR) else None
