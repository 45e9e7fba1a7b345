"""Columns named by hand: what a person said that a table's columns hold, known by its headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.headings import Role
from loaders.words import plain, text_of
from loaders.workbook import CellValue

# What a person may say of a column; everything else is passed over.
MAPPABLE = (
    Role.CODE, Role.NAME, Role.CODE_AND_NAME, Role.PERIOD, Role.VALUE, Role.TARGET, Role.STATUS,
    Role.NOTE, Role.OWNER, Role.PORTFOLIO, Role.UNIT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of every table with these headings hold.

    `signature` is the heading row's words from its first filled cell to its last, blanks included;
    `roles` goes by place in it, counted from 0. A value or target under a heading that names a
    period is for that period, under another heading for the one around the table.
    """

    signature: tuple[str, ...]
    roles: Mapping[int, Role] = field(default_factory=dict)


def signature_of(cells: Sequence[CellValue]) -> tuple[str, ...]:
    """A row's words as they are compared, from its first filled cell to its last."""
    words = [plain(text_of(value)) or text_of(value) for value in cells]
    filled = [place for place, word in enumerate(words) if word]
    return tuple(words[filled[0] : filled[-1] + 1]) if filled else ()
