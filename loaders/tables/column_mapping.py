"""Columns named by hand: what a person said that a table's columns hold, known by its headings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.parsing.normalise import plain, text_of
from loaders.parsing.period_patterns import NotAPeriod
from loaders.reading import FirstRows, StatisticKey
from loaders.tables.headings import IDENTITY, Role, read_heading
from loaders.tables.possible_headings import can_head
from loaders.workbook import CellValue

# What a person may say of a column; everything else is passed over.
MAPPABLE = (
    Role.CODE, Role.NAME, Role.CODE_AND_NAME, Role.PERIOD, Role.VALUE, Role.TARGET, Role.STATUS,
    Role.NOTE, Role.OWNER, Role.PORTFOLIO, Role.UNIT, Role.AREA, Role.FIGURE,
)  # fmt: skip
_OF_AREAS = frozenset((Role.AREA, Role.FIGURE))
_FIGURES = frozenset((Role.VALUE, Role.TARGET))
_ANY_YEAR = 2000  # a bare `Q1` is a value too


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of every table with these headings hold.

    `signature` is the heading row's words from its first filled cell to its last, blanks included;
    `roles` goes by position in it, counted from 0. A value, target or figure under a heading that
    names a period is for that period, under another heading for the one around the table.
    `measures` say of which statistic a column of figures is; one is enough to make the table one
    of statistics by area, where without any it is one of KPIs.
    """

    signature: tuple[str, ...]
    roles: Mapping[int, Role] = field(default_factory=dict)
    measures: Mapping[int, StatisticKey] = field(default_factory=dict)

    @property
    def of_areas(self) -> bool:
        """Whether the table holds statistics by area."""
        return bool(self.measures)


def signature_of(cells: Sequence[CellValue]) -> tuple[str, ...]:
    """A row's words as they are compared, from its first filled cell to its last.

    Empty where a figure, a day or an error stands among them: such a row is no heading.
    """
    if not all(map(can_head, cells)):
        return ()
    words = [plain(text_of(value)) or text_of(value) for value in cells]
    filled = [position for position, word in enumerate(words) if word]
    return tuple(words[filled[0] : filled[-1] + 1]) if filled else ()


def to_json(mapping: ColumnMapping) -> dict[str, object]:
    """A mapping as plain lists and dictionaries, for json.dumps."""
    roles = {str(position): _role_to_json(mapping, position) for position in sorted(mapping.roles)}
    return {"signature": list(mapping.signature), "roles": roles}


def from_json(value: Mapping[str, object]) -> ColumnMapping:
    """The mapping that to_json() gave; ValueError, KeyError or TypeError for anything else."""
    signature, roles = value["signature"], value["roles"]
    if not isinstance(signature, list) or not isinstance(roles, dict):
        raise TypeError("a mapping is a list of headings and the roles of their places")
    columns = {
        int(position): [column] if isinstance(column, str) else column
        for position, column in roles.items()
    }
    return ColumnMapping(
        tuple(map(str, signature)),
        {position: Role(role) for position, (role, *_) in columns.items()},
        {position: _measure(*measure) for position, (_, *measure) in columns.items() if measure},
    )


def _role_to_json(mapping: ColumnMapping, position: int) -> str | list[str]:
    """A role by its word; with a statistic a list of its word, code, name and unit."""
    role, measure = mapping.roles[position].value, mapping.measures.get(position)
    return role if measure is None else [role, measure.code, measure.name, measure.unit]


def _measure(code: str, name: str, unit: str) -> StatisticKey:
    return StatisticKey(str(code), str(name), str(unit))


def stored(mapping: ColumnMapping) -> tuple[str, str]:
    """A mapping as the store keeps it: its signature and its roles, each as JSON."""
    parts = to_json(mapping)
    return json.dumps(parts["signature"]), json.dumps(parts["roles"])


def from_stored(signature: str, roles: str) -> ColumnMapping:
    """The mapping that stored() gave."""
    return from_json({"signature": json.loads(signature), "roles": json.loads(roles)})


def likely_role(heading: str) -> Role | None:
    """What a heading's words promise, among what may be said of a column; None without a hint."""
    try:
        promised = read_heading(heading, year=_ANY_YEAR)
    except NotAPeriod:
        return None
    if promised is None or promised.role not in MAPPABLE:
        return None
    return Role.VALUE if promised.role is Role.PERIOD and promised.period else promised.role


def likely_heading_row(first_rows: FirstRows) -> int | None:
    """The row that looks most like headings: it names KPIs, or has the most words that are known.

    Without a known word it is the first with the most cells; None where no row can be one.
    """
    ranked = [
        (*_known_words(texts), len(signature), -index)
        for index, (texts, signature) in enumerate(
            zip(first_rows.rows, first_rows.signatures, strict=True)
        )
        if signature
    ]
    return first_rows.first_row - max(ranked)[-1] if ranked else None


def _known_words(texts: Sequence[str]) -> tuple[bool, int]:
    roles = [role for role in map(likely_role, texts) if role]
    return bool(IDENTITY & set(roles)), len(roles)


def what_is_missing(roles: Mapping[int, Role]) -> str | None:
    """The sentence that says why a table cannot be read by these columns; None where it can."""
    if _OF_AREAS & set(roles.values()):
        return _missing_of_areas(frozenset(roles.values()))
    if not IDENTITY & set(roles.values()):
        return "Say which column holds the KPI's code or name: without it no figure has a KPI."
    if not _FIGURES & set(roles.values()):
        return "Say which column holds a value or a target: without one there is nothing to read."
    return None


def _missing_of_areas(roles: frozenset[Role]) -> str | None:
    if Role.AREA not in roles:
        return "Say which column holds the area, by code or name: without it no figure has a place."
    if Role.FIGURE not in roles:
        return "Say which columns hold figures, and of which statistic."
    if roles - _OF_AREAS - {Role.PERIOD}:
        return "A table is of areas or of KPIs, not both: say Not needed of the other columns."
    return None
