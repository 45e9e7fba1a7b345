"""What a person says of each column of an unknown table: of KPIs, or of statistics by area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from insights.district_statistics import definitions
from loaders.parsing.published_periods import period_in_heading
from loaders.reading import FirstRows, StatisticKey
from loaders.statistics.indicator_lists import indicator_key
from loaders.statistics.statistic_cells import slug
from loaders.statistics.unknown_table import likely_roles
from loaders.tables.column_mapping import ColumnMapping, likely_role, what_is_missing
from loaders.tables.headings import Role
from loaders.workbook import Cell, column_letters
from pages.shared import box_lengths
from pages.shared.escaping import plain
from pages.upload import files_read, statistic_facts

NOT_NEEDED = "Not needed: ignore it"
ROLE_WORDS: Mapping[str, str] = {
    "": NOT_NEEDED,
    Role.CODE: "KPI code",
    Role.NAME: "KPI name",
    Role.CODE_AND_NAME: "Code and name in one cell",
    Role.PERIOD: "Period, a row for each",
    Role.YEAR: "Year, a row for each",
    Role.VALUE: "Value",
    Role.TARGET: "Target",
    Role.STATUS: "Status",
    Role.NOTE: "Note",
    Role.OWNER: "CMT lead or officer",
    Role.PORTFOLIO: "Portfolio",
    Role.SERVICE: "Service",
    Role.UNIT: "Unit",
    Role.MULTIPLIER: "Thousands or millions",
    Role.AREA: "Area, by code or name",
    Role.INDICATOR: "Name of the statistic, a row for each",
    Role.FIGURE: "Figures of a new statistic",
}
COLUMN_WIDTH = 340  # pixels
# Of so many rows above the headings the words are told as well.
ROWS_ABOVE = 2
# A choice of figures of a statistic that is known ends with its code.
FIGURE_OF = f"{Role.FIGURE} "
# So does a choice of one KPI for a whole column.
KPI_OF = f"{Role.VALUE} "
NEW = "new"
MOST_INDICATORS = 10
FIRST_UNITS = ("number", "percent", "pounds")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was chosen: a choice by column under the headings, and what a new statistic is called.

    `headings` are those of the columns, `known` the statistics by code. `indicators` say which
    statistic each indicator of a tidy table is, by its words. `new_indicators` are those of no
    known statistic. `polarities` are by the name of each new statistic, None where several are
    named and it is not answered; `facts` hold for all.
    """

    signature: tuple[str, ...]
    choices: Mapping[int, str]
    headings: Mapping[int, str]
    known: Mapping[str, StatisticKey]
    name: str
    unit: str
    indicators: Mapping[str, StatisticKey]
    new_indicators: Sequence[str] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    polarities: Mapping[str, str | None] = field(default_factory=dict)

    def mapping(self) -> ColumnMapping:
        """What was chosen as it is kept."""
        statistics = {column: key for column in self.choices if (key := self._statistic(column))}
        return ColumnMapping(
            self.signature,
            self._roles(),
            statistics,
            {**self.indicators, **{indicator_key(n): self._new(n) for n in self.new_indicators}},
            self._kpis(),
        )

    def what_is_missing(self) -> str | None:
        """The sentence that says what is still to be said; None where nothing is."""
        new = [column for column, choice in self.choices.items() if choice == Role.FIGURE]
        named = [] if self._is_tidy() else new
        unnamed = (sentence for column in named if (sentence := self._unnamed(column)))
        return (
            # First what nothing on the page can mend.
            self._misplaced()
            or what_is_missing(self._roles(), kpis_across=bool(self._kpis()))
            or next(unnamed, None)
            or ("Say which way is good for each new statistic." if self._is_unrated() else None)
        )

    def _is_unrated(self) -> bool:
        return None in self.polarities.values()

    def _misplaced(self) -> str | None:
        """Columns that are one KPI each stand behind the one that names the period."""
        dated = [c for c, role in self._roles().items() if role in (Role.PERIOD, Role.YEAR)]
        if self._kpis() and dated and min(self._kpis()) < max(dated):
            return (
                "The column with the period must stand before those of the KPIs. "
                "Move it there in the file and upload it again."
            )
        return None

    def _kpis(self) -> Mapping[int, str]:
        return {
            column: choice.removeprefix(KPI_OF)
            for column, choice in self.choices.items()
            if choice.startswith(KPI_OF)
        }

    def _is_tidy(self) -> bool:
        """Whether each row says of which statistic its figure is."""
        return Role.INDICATOR in self.choices.values()

    def _roles(self) -> Mapping[int, Role]:
        roles = {column: Role(choice.split(" ")[0]) for column, choice in self.choices.items()}
        if not self._is_tidy():
            return roles
        return {c: Role.FIGURE if role is Role.VALUE else role for c, role in roles.items()}

    def _statistic(self, column: int) -> StatisticKey | None:
        choice = self.choices[column]
        if choice.startswith(FIGURE_OF):
            return self.known[choice.removeprefix(FIGURE_OF)]
        is_new = choice == Role.FIGURE and not self._is_tidy()
        return self._new(self._name(column)) if is_new else None

    def _new(self, name: str) -> StatisticKey:
        polarity = self.polarities.get(name)
        facts = {**self.facts, "polarity": polarity} if polarity else self.facts
        return StatisticKey(slug(name), name, self.unit, facts=facts)

    def _name(self, column: int) -> str:
        return _name_of(self.headings[column], self.name)

    def _unnamed(self, column: int) -> str | None:
        name = self._name(column)
        if not slug(name) or (not self.name.strip() and _names_a_period(name)):
            return "Give the new statistic a name: a heading that is empty or has a period is none."
        if slug(name) in self.known:
            return f'"{name}" is known already: choose it from the list of the column.'
        return None


def ask_columns(  # noqa: PLR0913 - a table, what is known of it, and what waits in it
    sheet: FirstRows,
    row: int,
    signature: tuple[str, ...],
    before: ColumnMapping | None,
    key: str,
    *,
    unknown_indicators: Sequence[str] = (),
) -> Answers:
    """A choice for each column that holds anything, and the name and unit of a new statistic.

    Columns are counted from the first under the headings in `row`; `before` is what was said of
    these headings before. Of each unknown indicator it is asked which statistic it is.
    """
    known = _known(before)
    heading_cells = sheet.rows[row - sheet.first_row]
    cells_below = sheet.rows[row - sheet.first_row + 1 :]
    first = next(column for column, text in enumerate(heading_cells) if text)
    # Columns beside those under the row's own headings have theirs in another row, or none.
    places = range(-first, max(map(len, sheet.rows)) - first)
    letters = {column: column_letters(first + column + 1) for column in places}
    headings = {column: cell_text(heading_cells, first + column) for column in places}
    below = {c: [cell_text(cells, first + c) for cells in cells_below] for c in places}
    likely = _before(before, known) if before else _likely(headings, below)
    filled = [column for column in places if headings[column] or any(below[column])]
    above = sheet.rows[max(row - sheet.first_row - ROWS_ABOVE, 0) : row - sheet.first_row]
    # One cell alone in a row is a title.
    rows = [*(cells for cells in above if len(list(filter(None, cells))) > 1), heading_cells]
    words = {c: ", ".join(filter(None, (cell_text(r, first + c) for r in rows))) for c in filled}
    labels = {c: f"{letters[c]}: {words[c] or 'no heading'}" for c in filled}
    choices = _choices(labels, likely, known, key)
    name, unit = _new_statistic(before, known, key)
    known_indicators = dict(before.indicators if before else {})
    new_indicators = []
    for indicator, code in _indicators(unknown_indicators, known, unit, key).items():
        if code == NEW:
            new_indicators.append(indicator)
        else:
            known_indicators[indicator_key(indicator)] = known[code]
    is_tidy = Role.INDICATOR in choices.values()
    columns = [] if is_tidy else [c for c, choice in choices.items() if choice == Role.FIGURE]
    called = [_name_of(headings[column], name) for column in columns]
    # A heading that has a period is no name: one will be typed, of one statistic.
    names = [*(n for n in called if name.strip() or not _names_a_period(n)), *new_indicators]
    defined = _new_in(before, known)
    polarities = statistic_facts.ask_polarities(list(dict.fromkeys(names)), defined, key)
    facts = statistic_facts.ask(defined, key)
    return Answers(
        signature,
        choices,
        headings,
        known,
        name,
        unit,
        known_indicators,
        new_indicators,
        facts,
        polarities,
    )


def _name_of(heading: str, typed: str) -> str:
    """A new statistic is called as typed, else as the heading says it."""
    return typed.strip() or heading


def _indicators(
    unknown: Sequence[str], known: Mapping[str, StatisticKey], unit: str, key: str
) -> Mapping[str, str]:
    """The code of the statistic that each unknown indicator is, or NEW, where it is answered."""
    options = {
        NEW: f"A new statistic, in {unit}",
        **{code: statistic.name for code, statistic in known.items()},
    }
    answers = {
        indicator: st.selectbox(
            f"Which statistic is {plain(indicator)}",
            list(options),
            index=None,
            format_func=options.__getitem__,
            placeholder="Not answered: it waits",
            key=f"indicator-{key}-{number}",
        )
        for number, indicator in enumerate(unknown[:MOST_INDICATORS])
    }
    return {indicator: code for indicator, code in answers.items() if code is not None}


def cell_text(row: Sequence[str], column: int) -> str:
    """The text of a cell; empty where the row ends before its column."""
    return row[column] if column < len(row) else ""


def _choices(
    labels: Mapping[int, str],
    likely: Mapping[int, str],
    known: Mapping[str, StatisticKey],
    key: str,
) -> Mapping[int, str]:
    """What was chosen of each column, those left out that are not needed."""
    of_known = {f"{FIGURE_OF}{code}": f"Figures: {s.name}" for code, s in known.items()}
    of_kpis = {
        f"{KPI_OF}{code}": f"One measure: {kpi['name']} ({code})"
        for code, kpi in files_read.plans().kpis.items()
    }
    words = {**ROLE_WORDS, **of_kpis, **of_known}
    # Side by side as far as there is room, and always in the order of the columns.
    with st.container(horizontal=True):
        choices = {
            column: st.selectbox(
                plain(label),
                list(words),
                index=list(words).index(likely.get(column, "")),
                format_func=words.__getitem__,
                key=f"column-{key}-{column}",
                width=COLUMN_WIDTH,
            )
            for column, label in labels.items()
        }
    return {column: choice for column, choice in choices.items() if choice}


def _new_statistic(
    before: ColumnMapping | None, known: Mapping[str, StatisticKey], key: str
) -> tuple[str, str]:
    """Name and unit of what columns count that no statistic in the list does."""
    new = _new_in(before, known)
    more_units = sorted({statistic.unit for statistic in (*known.values(), *new)})
    units = list(dict.fromkeys((*FIRST_UNITS, *more_units)))
    name = st.text_input(
        "Name of the new statistic, where a column has figures of one (else its heading)",
        value=_name_in_common(new)[: box_lengths.NAME],
        key=f"new-statistic-{key}",
        max_chars=box_lengths.NAME,
    )
    unit = st.selectbox(
        "Its unit", units, index=units.index(new[0].unit) if new else 0, key=f"new-unit-{key}"
    )
    return name, unit


def _new_in(
    before: ColumnMapping | None, known: Mapping[str, StatisticKey]
) -> Sequence[StatisticKey]:
    """The statistics that were defined with these columns before."""
    return [statistic for statistic in _named_in(before) if statistic.code not in known]


def _named_in(before: ColumnMapping | None) -> Sequence[StatisticKey]:
    """Every statistic that was named with these columns before, known or new."""
    return (*before.measures.values(), *before.indicators.values()) if before else ()


def _name_in_common(statistics: Sequence[StatisticKey]) -> str:
    """The name that the statistics share; empty where there are none, or several names."""
    names = {statistic.name for statistic in statistics}
    return names.pop() if len(names) == 1 else ""


def _names_a_period(heading: str) -> bool:
    return period_in_heading(Cell(1, 1, heading, "General", formula=False)) is not None


def _known(before: ColumnMapping | None) -> Mapping[str, StatisticKey]:
    """The statistics to choose from; not those that these columns define, to be said again."""
    defined_here = {statistic.code for statistic in _named_in(before) if statistic.facts}
    return {
        code: StatisticKey(code, str(row["name"]), str(row["unit"]))
        for code, row in definitions().items()
        if code not in defined_here
    }


def _before(before: ColumnMapping, known: Mapping[str, StatisticKey]) -> Mapping[int, str]:
    """The choices that say again what was said before."""
    figures = {
        column: f"{FIGURE_OF}{statistic.code}"
        for column, statistic in before.measures.items()
        if statistic.code in known
    }
    kpis = {column: f"{KPI_OF}{code}" for column, code in before.kpis.items()}
    by_role = {column: role.value for column, role in before.roles.items()}
    return {**by_role, **figures, **kpis}


def _likely(headings: Mapping[int, str], below: Mapping[int, Sequence[str]]) -> Mapping[int, str]:
    """What headings and cells make likely: of areas where a column names some, else of KPIs."""
    places = list(headings)
    of_areas = likely_roles([headings[place] for place in places], [below[p] for p in places])
    roles = {places[number]: role for number, role in of_areas.items()} or {
        place: role for place, heading in headings.items() if (role := likely_role(heading))
    }
    return {place: role.value for place, role in roles.items()}
