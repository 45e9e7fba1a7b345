"""What a table that no layout knows seems to hold: area codes, area names, years and figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from loaders.accounting.first_rows import COLUMNS, SHEETS
from loaders.parsing.area_codes import is_area_code
from loaders.parsing.area_names import area_code, known_areas
from loaders.parsing.period_patterns import NotAPeriod
from loaders.parsing.published_periods import YearWords, period_in_heading, read_year
from loaders.statistics.statistic_cells import stripped
from loaders.tables.headings import Role, read_heading
from loaders.workbook import Cell, CellValue, Sheet, Workbook, column_letters, is_blank

LINES, SAMPLE, HEADINGS_WITHIN = 20_000, 60, 40
# A name may be another word by chance, as `East` is; a code is none.
FEWEST_NAMES = 3
FEWEST_YEARS = 2
_MOST_SHEETS_NAMED = 3

Column = Sequence[CellValue]


def describe_columns(workbook: Workbook) -> str | None:
    """Which columns of which sheets hold what; None where no column names areas."""
    visible = [sheet for sheet in workbook.sheets if sheet.visible][:SHEETS]
    described = [(sheet.name, text) for sheet in visible if (text := _sheet_columns(sheet))]
    if len(described) == len(visible) == 1:
        return described[0][1]
    named = [f"in sheet {name} {text}" for name, text in described[:_MOST_SHEETS_NAMED]]
    others = len(described) - len(named)
    more = [f"{others} more sheets alike"] if others > 0 else []
    return "; ".join([*named, *more]) or None


def names_areas(values: Column) -> bool:
    """Whether the cells of a column are area codes, or several of them names of areas."""
    return _areas(values) is not None


def _sheet_columns(sheet: Sheet) -> str | None:
    rows = sheet.rows[:LINES]
    width = min(max(map(len, rows), default=0), COLUMNS)
    columns = {
        c: [row[c - 1] if c <= len(row) else None for row in rows] for c in range(1, width + 1)
    }
    areas = {c: text for c, values in columns.items() if (text := _areas(values))}
    if not areas:
        return None
    others = {c: values for c, values in columns.items() if c not in areas}
    across = _years_across({c: values for c, values in others.items() if not _years(values)})
    below = {c: values for c, values in others.items() if c not in across}
    down = {c: text for c, values in below.items() if (text := _years(values))}
    figures = [c for c, values in below.items() if c not in down and _are_figures(values)]
    parts = [f"column {column_letters(c)} has {text}" for c, text in (areas | down).items()]
    if across:
        parts.append(f"{_named(list(across))} {_has(across)} years {_span(list(across.values()))}")
    if figures:
        parts.append(f"{_named(figures)} {_has(figures)} figures")
    return "; ".join(parts)


def _areas(values: Column) -> str | None:
    """How many area codes, or else names, a column has, with the first of them."""
    texts = [text for value in values if isinstance(value, str) and (text := stripped(value))]
    codes = [text for text in texts if _is_code(text)]
    if codes:
        return _counted(codes, "area code")
    sample = [text for text in texts[:SAMPLE] if _is_name(text)]
    names = [text for text in texts if _is_name(text)] if len(sample) >= FEWEST_NAMES else []
    return _counted(names, "area name") if names else None


def _is_code(text: str) -> bool:
    known = known_areas()
    return (is_area_code(text) and text[:3] in known.letters) or text.upper() in known.old_codes


def _is_name(text: str) -> bool:
    return area_code(None, text) is not None


def _counted(texts: Sequence[str], what: str) -> str:
    return f"{len(texts):,} {what}{'' if len(texts) == 1 else 's'} such as {texts[0]}"


def _years_across(columns: Mapping[int, Column]) -> dict[int, YearWords]:
    """The years side by side in the row near the top that has the most of them."""
    rows = (
        {c: _year(values, row) for c, values in columns.items()} for row in range(HEADINGS_WITHIN)
    )
    years = [{c: year for c, year in row.items() if year} for row in rows]
    most = max(years, key=len)
    return most if len(most) >= FEWEST_YEARS else {}


def _year(values: Column, row: int) -> YearWords | None:
    if row >= len(values):
        return None
    return period_in_heading(Cell(row + 1, 1, values[row], "General", formula=False))


def _years(values: Column) -> str | None:
    filled = [value for value in values if not is_blank(value)]
    years = [year for value in filled if (year := read_year(value))]
    is_years = len(years) >= FEWEST_YEARS and 2 * len(years) > len(filled)
    return f"years {_span(years)}" if is_years else None


def _are_figures(values: Column) -> bool:
    """Whether at least half of what stands in a column, its heading included, are numbers."""
    filled = [value for value in values if not is_blank(value)]
    return bool(filled) and 2 * sum(map(_is_number, filled)) >= len(filled)


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(value.strip()) and value.replace(",", "").replace(".", "").strip().isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)


def _span(years: Sequence[YearWords]) -> str:
    in_order = sorted((year.period for year in years), key=lambda period: period.start)
    first, last = in_order[0].label, in_order[-1].label
    return first if first == last else f"{first} to {last}"


def _named(columns: Sequence[int]) -> str:
    """`column C`, `columns D to H`, `columns C and F to H`."""
    runs = [_letters(run) for run in _runs(columns)]
    listed = " and ".join(filter(None, [", ".join(runs[:-1]), runs[-1]]))
    return f"column{'' if len(columns) == 1 else 's'} {listed}"


def _letters(run: Sequence[int]) -> str:
    first, last = column_letters(run[0]), column_letters(run[-1])
    return first if first == last else f"{first} to {last}"


def _runs(columns: Sequence[int]) -> Iterator[Sequence[int]]:
    run: list[int] = []
    for column in columns:
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    yield run


def _has(columns: Collection[int]) -> str:
    return "has" if len(columns) == 1 else "have"


def likely_roles(
    headings: Sequence[str], below: Sequence[Sequence[CellValue]]
) -> Mapping[int, Role]:
    """Roles by the position of a heading, by the headings and the columns of cells below them.

    Areas are known by what stands below, years and periods by their headings. Empty where no
    column names areas.
    """
    areas = {position: Role.AREA for position, cells in enumerate(below) if names_areas(cells)}
    if not areas:
        return {}
    headed = ((position, _role(heading)) for position, heading in enumerate(headings))
    known = {position: role for position, role in headed if role} | areas
    figures = {
        position: Role.FIGURE
        for position, (heading, cells) in enumerate(zip(headings, below, strict=False))
        if position not in known and _may_be_figures(heading) and _are_figures(cells)
    }
    # Where no heading names a period, figures may stand under anything that is a number.
    return known | figures if Role.FIGURE not in known.values() else known


def _may_be_figures(heading: str) -> bool:
    """Whether a heading says something, and no period that is none."""
    try:
        read_heading(heading)
    except NotAPeriod:
        return False
    return bool(heading.strip())


def _role(heading: str) -> Role | None:
    """Figures under a period, periods under the word for them."""
    if period_in_heading(Cell(1, 1, heading, "General", formula=False)):
        return Role.FIGURE
    try:
        reading = read_heading(heading)
    except NotAPeriod:
        return None
    return Role.PERIOD if reading and reading.role in (Role.PERIOD, Role.YEAR) else None
