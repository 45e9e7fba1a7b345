"""Columns named by hand: what a person said that a table's columns hold, known by its headings."""

import json
import re
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
    Role.NOTE, Role.OWNER, Role.PORTFOLIO, Role.SERVICE, Role.UNIT, Role.YEAR, Role.MULTIPLIER,
    Role.AREA, Role.INDICATOR, Role.FIGURE,
)  # fmt: skip
# What a person says of a statistic that no reference file defines, beside its name and unit.
FACTS = ("polarity", "topic", "priority", "cadence", "source", "licence")
_OF_AREAS = frozenset((Role.INDICATOR, Role.FIGURE))
_WITH_AREAS = frozenset((Role.AREA, Role.PERIOD, Role.YEAR, Role.UNIT))
_FIGURES = frozenset((Role.VALUE, Role.TARGET))
_NOT_BOTH = "A table is of areas or of KPIs, not both: ignore the other columns."
_INDICATORS, _KPIS = "indicators", "kpis"
_ANY_PERIOD = "*"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?"
)
_PERIOD_WORD = rf"(?:q[1-4]|h[12]|(?:qtr|quarter) ?[1-4]|{_MONTH}|(?:19|20)\d\d)"
_PERIODS = re.compile(rf"\b(?:\d\d )?{_PERIOD_WORD}(?: (?:to |and )?(?:{_PERIOD_WORD}|\d\d))*\b")
_ANY_YEAR = 2000  # a bare `Q1` is a value too


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of every table with these headings hold.

    `signature` is the heading row's words from its first filled cell to its last, blanks included;
    `roles` goes by position in it, counted from 0; below 0 are columns before it with no heading.
    A value, target or figure under a heading that names a period, or under such a heading in the
    rows above, is for that period, under another heading for the one around the table.
    `measures` say of which statistic a column of figures is; one is enough to make the table one
    of statistics by area, where without any it is one of KPIs. `indicators` say which statistic
    each text of the columns of indicators stands for, by its words as plain() gives them; what is
    not among them waits. `kpis` are the codes of columns of values that are one KPI each.
    """

    signature: tuple[str, ...]
    roles: Mapping[int, Role] = field(default_factory=dict)
    measures: Mapping[int, StatisticKey] = field(default_factory=dict)
    indicators: Mapping[str, StatisticKey] = field(default_factory=dict)
    kpis: Mapping[int, str] = field(default_factory=dict)

    @property
    def of_areas(self) -> bool:
        """Whether the table holds statistics by area."""
        return bool(self.measures) or Role.INDICATOR in self.roles.values()

    @property
    def of_kpis_across(self) -> bool:
        """Whether columns are KPIs, and rows periods."""
        return bool(self.kpis)

    def fitted(self, signature: tuple[str, ...]) -> "ColumnMapping | None":
        """The same said of headings that differ in nothing but their periods; None of others.

        Next year's file has the same words beside other years, and perhaps more of them.
        """
        if signature == self.signature:
            return self
        meanings, others = list(map(_meaning, self.signature)), list(map(_meaning, signature))
        named = {meaning: position for position, meaning in enumerate(meanings)}
        without = [[m for m in each if _ANY_PERIOD not in m] for each in (meanings, others)]
        if without[0] != without[1] or set(meanings) != set(others) or self.kpis:
            return None
        if any(
            self._answer_at(named[meaning]) != self._answer_at(p)
            for p, meaning in enumerate(meanings)
        ):
            return None
        # Words that stand twice keep their places; periods go by what is said of them all.
        plain_ones = [p for p, meaning in enumerate(meanings) if _ANY_PERIOD not in meaning]
        places = iter(plain_ones)
        origin = {
            p: named[meaning] if _ANY_PERIOD in meaning else next(places)
            for p, meaning in enumerate(others)
        }
        return ColumnMapping(
            signature,
            {
                **{p: role for p, role in self.roles.items() if p < 0},
                **{p: self.roles[o] for p, o in origin.items() if o in self.roles},
            },
            {p: self.measures[o] for p, o in origin.items() if o in self.measures},
            self.indicators,
        )

    def _answer_at(self, position: int) -> tuple[Role | None, StatisticKey | None]:
        if _ANY_PERIOD not in _meaning(self.signature[position]):
            return None, None
        return self.roles.get(position), self.measures.get(position)


def _meaning(word: str) -> str:
    """A heading's words with a sign in place of the period that they name."""
    return _PERIODS.sub(_ANY_PERIOD, word)


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
    roles: dict[str, object] = {
        str(position): _role_to_json(mapping, position) for position in sorted(mapping.roles)
    }
    if mapping.indicators:
        roles[_INDICATORS] = {
            words: _measure_to_json(key) for words, key in mapping.indicators.items()
        }
    if mapping.kpis:
        roles[_KPIS] = {str(position): code for position, code in mapping.kpis.items()}
    return {"signature": list(mapping.signature), "roles": roles}


def from_json(value: Mapping[str, object]) -> ColumnMapping:
    """The mapping that to_json() gave; ValueError, KeyError or TypeError for anything else."""
    signature, roles = value["signature"], value["roles"]
    if not isinstance(signature, list) or not isinstance(roles, dict):
        raise TypeError("a mapping is a list of headings and the roles of their places")
    indicators, kpis = roles.get(_INDICATORS, {}), roles.get(_KPIS, {})
    columns = {
        int(position): [column] if isinstance(column, str) else column
        for position, column in roles.items()
        if position not in (_INDICATORS, _KPIS)
    }
    return ColumnMapping(
        tuple(map(str, signature)),
        {position: Role(role) for position, (role, *_) in columns.items()},
        {position: _measure(*measure) for position, (_, *measure) in columns.items() if measure},
        {str(words): _measure(*measure) for words, measure in indicators.items()},
        {int(position): str(code) for position, code in kpis.items()},
    )


def _role_to_json(mapping: ColumnMapping, position: int) -> str | list[object]:
    """A role by its word; with a statistic a list of its word, code, name, unit and facts."""
    role, measure = mapping.roles[position].value, mapping.measures.get(position)
    return role if measure is None else [role, *_measure_to_json(measure)]


def _measure_to_json(measure: StatisticKey) -> list[object]:
    facts = [dict(measure.facts)] if measure.facts else []
    return [measure.code, measure.name, measure.unit, *facts]


def _measure(
    code: str, name: str, unit: str, facts: Mapping[str, object] | None = None
) -> StatisticKey:
    kept = {fact: str(value) for fact, value in (facts or {}).items() if fact in FACTS}
    return StatisticKey(str(code), str(name), str(unit), facts=kept)


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


def what_is_missing(roles: Mapping[int, Role], *, kpis_across: bool = False) -> str | None:
    """The sentence that says why a table cannot be read by these columns; None where it can.

    `kpis_across` says that the columns of values are one KPI each.
    """
    if kpis_across:
        return _missing_of_kpis_across(frozenset(roles.values()))
    is_of_areas = Role.AREA in roles.values() and not (IDENTITY | _FIGURES) & set(roles.values())
    if is_of_areas or _OF_AREAS & set(roles.values()):
        return _missing_of_areas(frozenset(roles.values()))
    if not IDENTITY & set(roles.values()):
        return "Say which column holds the KPI's code or name: without it no figure has a KPI."
    if not _FIGURES & set(roles.values()):
        return "Say which column holds a value or a target: without one there is nothing to read."
    return None


def _missing_of_kpis_across(roles: frozenset[Role]) -> str | None:
    if _OF_AREAS & roles:
        return _NOT_BOTH
    if not {Role.PERIOD, Role.YEAR} & roles:
        return "Say which column holds the period: each row has one where columns are KPIs."
    return None


def _missing_of_areas(roles: frozenset[Role]) -> str | None:
    if Role.AREA not in roles:
        return "Say which column holds the area, by code or name: without it no figure has a place."
    if Role.FIGURE not in roles:
        return "Say which columns hold figures, and of which statistic."
    if roles - _OF_AREAS - _WITH_AREAS:
        return _NOT_BOTH
    return None
