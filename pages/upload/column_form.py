"""What a person says of each column of an unknown table: of KPIs, or of statistics by area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.questions import stored_statistics
from data.records import records
from insights import cache
from loaders.reading import FirstRows
from loaders.statistics.area_table import StatisticKey
from loaders.statistics.published_periods import period_in_heading
from loaders.statistics.statistic_cells import slug
from loaders.statistics.unknown_table import likely_roles
from loaders.tables.column_mapping import ColumnMapping, likely_role, what_is_missing
from loaders.tables.headings import Role
from loaders.workbook import Cell, column_letters
from pages.shared.escaping import plain

NOT_NEEDED = "Not needed"
ROLE_WORDS: Mapping[str, str] = {
    "": NOT_NEEDED,
    Role.CODE: "KPI code",
    Role.NAME: "KPI name",
    Role.CODE_AND_NAME: "Code and name in one cell",
    Role.PERIOD: "Period, a row for each",
    Role.VALUE: "Value",
    Role.TARGET: "Target",
    Role.STATUS: "Status",
    Role.NOTE: "Note",
    Role.OWNER: "CMT lead or officer",
    Role.PORTFOLIO: "Portfolio",
    Role.UNIT: "Unit",
    Role.AREA: "Area, by code or name",
    Role.FIGURE: "Figures of a new statistic",
}
SIDE_BY_SIDE = 3
# A choice of figures of a statistic that is known ends with its code.
FIGURE_OF = f"{Role.FIGURE} "
FIRST_UNITS = ("number", "percent", "pounds")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was chosen: a choice by place under the headings, and what a new statistic is called.

    `headings` are those of the places, `known` the statistics by code.
    """

    signature: tuple[str, ...]
    choices: Mapping[int, str]
    headings: Mapping[int, str]
    known: Mapping[str, StatisticKey]
    name: str
    unit: str

    def mapping(self) -> ColumnMapping:
        """What was said as it is kept."""
        measures = {place: m for place in self.choices if (m := self._measure(place))}
        return ColumnMapping(self.signature, self._roles(), measures)

    def what_is_missing(self) -> str | None:
        """The sentence that says what is still to be said; None where nothing is."""
        new = [place for place, choice in self.choices.items() if choice == Role.FIGURE]
        unnamed = (sentence for place in new if (sentence := self._unnamed(place)))
        return what_is_missing(self._roles()) or next(unnamed, None)

    def _roles(self) -> Mapping[int, Role]:
        return {place: Role(choice.split(" ")[0]) for place, choice in self.choices.items()}

    def _measure(self, place: int) -> StatisticKey | None:
        choice = self.choices[place]
        if choice.startswith(FIGURE_OF):
            return self.known[choice.removeprefix(FIGURE_OF)]
        name = self._name(place)
        return StatisticKey(slug(name), name, self.unit) if choice == Role.FIGURE else None

    def _name(self, place: int) -> str:
        """A new statistic is called as typed, else as the heading says it."""
        return self.name.strip() or self.headings[place]

    def _unnamed(self, place: int) -> str | None:
        name = self._name(place)
        if not slug(name) or (not self.name.strip() and _names_a_period(name)):
            return "Give the new statistic a name: a heading that is empty or has a period is none."
        if slug(name) in self.known:
            return f'"{plain(name)}" is known already: choose it from the list of the column.'
        return None


def asked(
    shown: FirstRows, row: int, signature: tuple[str, ...], before: ColumnMapping | None, key: str
) -> Answers:
    """A choice for each column that holds anything, and the name and unit of a new statistic."""
    known = _known()
    words = {
        **ROLE_WORDS,
        **{f"{FIGURE_OF}{code}": f"Figures: {m.name}" for code, m in known.items()},
    }
    texts = shown.rows[row - shown.first_row]
    below = shown.rows[row - shown.first_row + 1 :]
    first = next(c for c, text in enumerate(texts) if text)
    columns = [[_text(r, first + place) for r in below] for place in range(len(signature))]
    headings = [_text(texts, first + place) for place in range(len(signature))]
    likely = _before(before, known) if before else _likely(headings, columns)
    choices: dict[int, str] = {}
    sides = st.columns(SIDE_BY_SIDE)
    filled = [place for place, cells in enumerate(columns) if headings[place] or any(cells)]
    for position, place in enumerate(filled):
        with sides[position % SIDE_BY_SIDE]:
            answer = st.selectbox(
                f"{column_letters(first + place + 1)}: {plain(headings[place]) or 'no heading'}",
                list(words),
                index=list(words).index(likely.get(place, "")),
                format_func=words.__getitem__,
                key=f"column-{key}-{place}",
            )
        if answer:
            choices[place] = answer
    name, unit = _new_statistic(before, known, key)
    return Answers(signature, choices, dict(enumerate(headings)), known, name, unit)


def _new_statistic(
    before: ColumnMapping | None, known: Mapping[str, StatisticKey], key: str
) -> tuple[str, str]:
    """Name and unit of what columns count that no statistic in the list does."""
    new = [m for m in (before.measures.values() if before else ()) if m.code not in known]
    units = list(dict.fromkeys((*FIRST_UNITS, *sorted({m.unit for m in (*known.values(), *new)}))))
    name = st.text_input(
        "Name of the new statistic, where a column has figures of one (else its heading)",
        value=new[0].name if len({m.name for m in new}) == 1 else "",
        key=f"new-statistic-{key}",
    )
    unit = st.selectbox(
        "Its unit", units, index=units.index(new[0].unit) if new else 0, key=f"new-unit-{key}"
    )
    return name, unit


def _names_a_period(heading: str) -> bool:
    return period_in_heading(Cell(1, 1, heading, "General", formula=False)) is not None


def _known() -> Mapping[str, StatisticKey]:
    found = records(cache.ask(stored_statistics.statistics))
    return {
        str(s["code"]): StatisticKey(str(s["code"]), str(s["name"]), str(s["unit"])) for s in found
    }


def _before(before: ColumnMapping, known: Mapping[str, StatisticKey]) -> Mapping[int, str]:
    """The choices that say again what was said before."""
    of = {p: f"{FIGURE_OF}{m.code}" for p, m in before.measures.items() if m.code in known}
    return {place: of.get(place, role.value) for place, role in before.roles.items()}


def _likely(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """What headings and cells make likely: of areas where a column names some, else of KPIs."""
    of_areas = likely_roles(headings, columns)
    of_kpis = {p: role for p, heading in enumerate(headings) if (role := likely_role(heading))}
    return {place: role.value for place, role in (of_areas or of_kpis).items()}


def _text(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
