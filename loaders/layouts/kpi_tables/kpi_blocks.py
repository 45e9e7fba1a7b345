"""The rows below a table's headings, put together KPI by KPI: its figures, targets and comment."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from loaders.layouts.kpi_tables.kpi_identity import is_part
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.periods import period_in
from loaders.tables.columns_by_content import ROW_WORDS, row_word_behind, without_row_word
from loaders.tables.headings import IDENTITY, Role
from loaders.tables.table import Table
from loaders.workbook import Cell

_TARGET_WORDS = frozenset(("target", "targets", "annual target", "target for the year"))
_SENTENCE = re.compile(r"[.!?]['\")\u2019]?\s*$")
_FEWEST_WORDS = 8
# What stands in a row that says something of a KPI.
_OF_FIGURES = (Role.VALUE, Role.TARGET, Role.LAST_QUARTER, Role.PERIOD, Role.YEAR)
_ANY_YEAR = 2000  # to tell a bare quarter from a month
_COMMENT = re.compile(r"(?:latest )?(?:comment(?:s|ary)?|notes?|update|narrative)\b", re.IGNORECASE)
_FOOTER = re.compile(
    r"[*\u2020\u2021#]|source\b|key\b|n\.?b\.?\b|(?:produced|printed|page)\b|\(?\d\)\s",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b|overall\b|average\b|sum\b", re.IGNORECASE)


@dataclass(slots=True)
class KpiBlock:
    """What a table says of one KPI: the row of its figures and those that belong to it.

    `name_row` is the row that names the KPI, `parent` the name above sub-indicators such as
    `a) majors`; `other_rows` are rows of targets, statuses or notes that stand below it, `comments`
    sentences on rows of their own.
    """

    row: int
    name_row: int
    parent: str | None = None
    other_rows: dict[Role, list[int]] = field(default_factory=dict)
    comments: list[Cell] = field(default_factory=list)

    def rows_of(self, role: Role) -> Sequence[int]:
        """The rows below that are about nothing but targets, statuses or notes."""
        return self.other_rows.get(role, [])

    @property
    def rows(self) -> Set[int]:
        """Every row of the KPI but those of its comments."""
        return {self.row, self.name_row, *(r for rows in self.other_rows.values() for r in rows)}

    def add_row(self, row: int, role: Role) -> None:
        """Take in a row that is marked as actual figures, targets, statuses or notes."""
        if role is Role.VALUE:
            self.row = row
        else:
            self.other_rows.setdefault(role, []).append(row)


@dataclass(slots=True)
class Body:
    """The rows of a table: its KPIs, and the rows with words or totals that belong to none.

    `names_above` are rows of other periods that leave the name of the KPI above them out.
    """

    blocks: list[KpiBlock] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    names_above: Mapping[int, int] = field(default_factory=dict)


def read_body(table: Table) -> Body:
    """The rows of a table, sorted; every row that says something is in the body once."""
    body = Body(names_above=_names_left_blank(table))
    last: KpiBlock | None = None
    parent: str | None = None
    name_rows = {**body.names_above, **_name_rows_above(table)}
    for row in table.body:
        filled = table.filled(row)
        if not filled:
            last = None  # a comment stands directly below its KPI
            continue
        name = _identity(table, row)
        role = _row_role(table, row, name)
        if last and role and _continues(table, row, last):
            last.add_row(row, role)
        elif last and len(filled) == 1 and _is_comment(table, table.sheet.cell(row, filled[0])):
            last.comments.append(table.sheet.cell(row, filled[0]))
        elif _is_total(table, row, name):
            body.totals.append(row)
        elif _is_words(table, filled):
            body.words.append(row)
            last, parent = None, _parent(table, row)
        else:
            last = _new_block(table, row, name_rows.get(row, row), parent)
            if role:
                last.add_row(row, role)
            parent = parent if last.parent else _parent(table, row)
            body.blocks.append(last)
    return body


def _name_rows_above(table: Table) -> Mapping[int, int]:
    """Rows under a merge over several rows that names their KPI, to the row that holds the name."""
    identity = {column.number for column in table.columns_of(*IDENTITY)}
    return {
        row: top
        for top, left, bottom, right in table.sheet.merged
        if left in identity and bottom > top
        for row in range(top, min(bottom, table.body.stop) + 1)
    }


def _names_left_blank(table: Table) -> Mapping[int, int]:
    """The same of a list that names a KPI once, over rows of its other periods.

    One such row alone may have lost its name; so may any where not all KPIs have the same periods,
    or where these are of several kinds: a year below quarters may be a total.
    """
    dated = [c.number for c in table.columns_of(Role.PERIOD) if c.period is None]
    if not dated:
        return {}
    above: dict[int, int] = {}
    periods: dict[int, list[str]] = {}
    top = 0
    for row in table.body:
        period = text_of(table.sheet.value(row, dated[0]))
        if table.sheet.is_empty(row):
            top = 0
        elif _identity(table, row):
            top = row
            periods[top] = [period]
        elif period and top:
            above[row] = top
            periods[top].append(period)
        elif period:
            return {}
    first = next(iter(periods.values()), [])
    is_regular = all(run == first for run in periods.values()) and len(set(first)) == len(first)
    return above if len(above) > 1 and is_regular and _are_of_one_kind(first) else {}


def _are_of_one_kind(periods: Sequence[str]) -> bool:
    named = (period_in(period, _ANY_YEAR) for period in periods)
    return len({period and period.kind for period in named}) == 1


def _new_block(table: Table, row: int, name_row: int, parent: str | None) -> KpiBlock:
    return KpiBlock(row, name_row, parent if is_part(_identity(table, name_row)) else None)


def _continues(table: Table, row: int, last: KpiBlock) -> bool:
    """Whether a row that says Target or Actual names no other KPI than the one above."""
    name = _identity(table, row)
    if table.sheet.turned_at:
        if plain(name) in ROW_WORDS:
            return True
        above = without_row_word(_identity(table, last.name_row))
        if without_row_word(name) == above:
            return True
    return plain(name) in _TARGET_WORDS or name in ("", _identity(table, last.name_row))


def _row_role(table: Table, row: int, identity: str) -> Role | None:
    """Whether a row is marked as actual figures, targets, statuses or notes of the KPI above."""
    mark = table.text(row, Role.ROW_KIND)
    if mark:
        return ROW_WORDS.get(plain(mark))
    name = plain(identity)
    if table.sheet.turned_at:
        behind = row_word_behind(identity)
        if name in ROW_WORDS or behind:
            return ROW_WORDS.get(name) or behind
    is_target = name in _TARGET_WORDS
    return Role.TARGET if is_target and table.columns_of(Role.VALUE) else None


def _identity(table: Table, row: int) -> str:
    return (
        table.text(row, Role.NAME)
        or table.text(row, Role.CODE_AND_NAME)
        or table.text(row, Role.CODE)
    )


def _parent(table: Table, row: int) -> str | None:
    """The name that sub-indicators below a row are parts of."""
    name = table.text(row, Role.NAME) or table.text(row, Role.CODE_AND_NAME)
    text = name or next((text_of(cell.value) for cell in table.cells(row)), "")
    return text.rstrip(" :") or None


def _is_comment(table: Table, alone: Cell) -> bool:
    """Whether what stands alone in a row is a sentence; a short text names a section."""
    text = text_of(alone.value)
    if not isinstance(alone.value, str) or _FOOTER.match(text):
        return False
    is_long = len(text.split()) >= _FEWEST_WORDS or bool(_SENTENCE.search(text))
    is_figure = table.roles.get(alone.column) in (Role.VALUE, Role.TARGET)
    return (is_long or bool(_COMMENT.match(text))) and not is_figure


def _is_words(table: Table, filled: Sequence[int]) -> bool:
    """Whether a row has no cell under a figure's or period's heading: a section, key or footer."""
    roles = set(map(table.roles.get, filled))
    is_remark = not roles.isdisjoint((Role.NOTE, Role.STATUS)) and not roles.isdisjoint(IDENTITY)
    return roles.isdisjoint(_OF_FIGURES) and not is_remark


def _is_total(table: Table, row: int, name: str) -> bool:
    """Whether a row adds up others: named so, without the code that the other rows have."""
    total = _TOTAL.match(name)
    if total is None:
        return False
    code = table.text(row, Role.CODE)
    return total.end() == len(name) or (bool(table.columns_of(Role.CODE)) and code in ("", name))
