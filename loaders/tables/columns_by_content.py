"""Columns whose headings say nothing, understood by what stands in them."""

import re
from collections.abc import Mapping, Sequence

from loaders.parsing.normalise import plain, text_of
from loaders.tables.columns import Column
from loaders.tables.heading_block import HeadingBlock
from loaders.tables.headings import IDENTITY, Heading, Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.workbook import CellValue

# What stands before a row of figures where actual and target are below each other.
ROW_WORDS: dict[str, Role] = {
    "actual": Role.VALUE, "value": Role.VALUE, "performance": Role.VALUE, "result": Role.VALUE,
    "outturn": Role.VALUE, "target": Role.TARGET, "status": Role.STATUS, "rag": Role.STATUS,
    "comment": Role.NOTE, "comments": Role.NOTE, "note": Role.NOTE, "notes": Role.NOTE,
}  # fmt: skip

# Such a word behind a KPI's code or name, as in `CON 15 Actual` or `CON 15 (Target)`.
_WORDS_BEHIND = "|".join(word for word in ROW_WORDS if word not in ("performance", "result"))
_WORD_BEHIND = re.compile(
    rf"^(?P<bare>.*\w\)?)\s*[\s:(\[\u2013\u2014-]\s*(?P<word>{_WORDS_BEHIND})[)\]]?$",
    re.IGNORECASE,
)
_ENOUGH_ROWS = 200  # to tell what a column holds


def are_row_words(values: Sequence[CellValue]) -> bool:
    """Whether cells say nothing but Actual, Target or the like, and both of figures and targets."""
    words = {plain(text_of(value)) for value in values} - {""}
    return words <= set(ROW_WORDS) and {Role.VALUE, Role.TARGET} <= {ROW_WORDS[w] for w in words}


def without_row_word(text: str) -> str:
    """A KPI's code or name without `Actual` or `Target` behind it."""
    behind = _WORD_BEHIND.match(text)
    return behind["bare"] if behind else text


def row_word_behind(text: str) -> Role | None:
    """What the word behind a KPI's code or name says that its row holds; None without one."""
    behind = _WORD_BEHIND.match(text)
    return ROW_WORDS[plain(behind["word"])] if behind else None


def with_columns_by_content(
    block: HeadingBlock, columns: Sequence[Column], body: range, kpi_codes: KpiCodes
) -> Sequence[Column]:
    """The columns with those that only their contents tell: KPIs, and Actual above Target."""
    if block.cells.mapping:
        return columns
    texts = _texts(block, {column.number for column in columns}, body)
    row_kinds = next((number for number, words in texts.items() if _are_row_words(words)), None)
    known = [*columns, *([_column(block, row_kinds, Role.ROW_KIND)] if row_kinds else [])]
    if not any(column.role in IDENTITY for column in known):
        figures = [c.number for c in columns if c.role in (Role.VALUE, Role.TARGET) and c.period]
        before = (n for n in texts if n != row_kinds and n < min(figures, default=0))
        roles = {number: _identity_role(texts[number], kpi_codes) for number in before}
        known.extend(_column(block, number, role) for number, role in roles.items() if role)
    return sorted(known, key=lambda column: column.number)


def _texts(block: HeadingBlock, known: set[int], body: range) -> Mapping[int, Sequence[str]]:
    """What stands in words in the upper part of each column that is not understood."""
    texts: dict[int, list[str]] = {}
    rows = (block.sheet.filled_in(row) for row in body[:_ENOUGH_ROWS])
    # What stands alone in its row is a title or a remark.
    for cell in (cell for cells in rows if len(cells) > 1 for cell in cells):
        if cell.column in block.span and cell.column not in known and isinstance(cell.value, str):
            texts.setdefault(cell.column, []).append(text_of(cell.value))
    return texts


def _are_row_words(texts: Sequence[str]) -> bool:
    words = {plain(text) for text in texts}
    return {"target"} <= words <= set(ROW_WORDS) and len(words) > 1


def _identity_role(texts: Sequence[str], kpi_codes: KpiCodes) -> Role | None:
    """How a column names KPIs of a plan: by code, by name, by both in one cell, or not at all."""
    if any(plain(text) in ROW_WORDS for text in texts):
        return None
    if any(kpi_codes.is_known(text) for text in texts):
        return Role.CODE
    if any(kpi_codes.code_of_name(text) for text in texts):
        return Role.NAME
    return Role.CODE_AND_NAME if any(kpi_codes.begins(text) for text in texts) else None


def _column(block: HeadingBlock, number: int, role: Role) -> Column:
    return Column(number, Heading(role), text_of(block.sheet.value(block.row, number)))
