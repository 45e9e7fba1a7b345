"""The columns of a table that are understood, and how they speak of each other's periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.tables.headings import Heading, Role, standing
from metrics.period import Period

# What may stand once behind each period, for the figures of that period.
ROLES_BESIDE = (Role.TARGET, Role.STATUS, Role.NOTE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood: its number from 1, what it holds, its heading as typed."""

    number: int
    heading: Heading
    text: str

    @property
    def role(self) -> Role:
        """What the column holds."""
        return self.heading.role

    @property
    def period(self) -> Period | None:
        """The period that the heading names."""
        return self.heading.period


def superseded(columns: Sequence[Column]) -> Mapping[int, Column]:
    """Columns of figures beside one of the same period that is restated, or alone not provisional.

    By their numbers, to the column that counts.
    """
    values: dict[Heading, list[Column]] = {}
    for column in columns:
        if column.role is Role.VALUE and column.period:
            values.setdefault(column.heading, []).append(column)
    surer: dict[int, Column] = {}
    for same in values.values():
        *others, surest = sorted(same, key=lambda column: standing(column.text))
        if others and standing(surest.text) > standing(others[-1].text):
            surer |= {other.number: surest for other in others}
    return surer


def periods_beside(columns: Sequence[Column]) -> Mapping[int, Period]:
    """`Q1, Target, Q2, Target`: each target, status or note is for the period to its left.

    By the column's number. It is only so where every period has one of its own: one alone is for no
    period of its own, and one behind several may be for all of them. The headings repeat each
    other: of `Q1, Comment, Q2, Note` both are about the latest figure.
    """
    beside = _periods_to_the_left(columns)
    values = [column.period for column in columns if column.role is Role.VALUE and column.period]
    undated = [column for column in columns if column.role in ROLES_BESIDE and not column.period]
    by_role = {
        role: [c.number for c in undated if c.role is role]
        for role in ROLES_BESIDE
        if len({c.text for c in undated if c.role is role}) == 1
    }
    regular = (
        numbers
        for numbers in by_role.values()
        if len(numbers) > 1 and [beside.get(number) for number in numbers] == values
    )
    return {number: beside[number] for numbers in regular for number in numbers}


def _periods_to_the_left(columns: Sequence[Column]) -> Mapping[int, Period]:
    """Of each target, status or note without a period that of the figures it stands right behind.

    By the column's number.
    """
    beside: dict[int, Period] = {}
    before: Column | None = None
    period: Period | None = None
    for column in columns:
        follows = before is not None and column.number == before.number + 1
        if column.role is Role.VALUE:
            period = column.period
        elif not (follows and column.role in ROLES_BESIDE and column.period is None):
            period = None
        elif period:
            beside[column.number] = period
        before = column
    return beside
