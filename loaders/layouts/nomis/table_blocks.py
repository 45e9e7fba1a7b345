"""Where tables downloaded from Nomis stand: keys above, then headings, then lines of figures.

Several may stand below each other, and any of area, period and variable may be down, across or
among the keys.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.layouts.nomis.heading_facts import (
    DATES,
    HeadingFacts,
    Texts,
    area_named,
    columns_under,
    facts_of_keys,
    is_areas,
)
from loaders.layouts.nomis.nomis_words import nomis_figure
from loaders.parsing.area_names import area_code
from loaders.parsing.normalise import plain
from loaders.parsing.published_periods import published_period
from loaders.statistics.area_table import HEADINGS_WITHIN
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import Sheet, is_blank

SOURCE = re.compile(r"\bfrom nomis\b")
_MNEMONIC = frozenset({"mnemonic", "area code", "geography code"})
_LINES_AHEAD = 4


@dataclass(slots=True)
class TableBlock:
    """One table: its heading rows, the column of its lines' names and of their codes, from 1.

    `axis` is what its lines are; `columns` are those of figures.
    """

    rows: tuple[int, int]
    axis: str
    named: int
    coded: int | None
    columns: Mapping[int, HeadingFacts]
    keys: HeadingFacts = field(default_factory=HeadingFacts)
    lines: list[int] = field(default_factory=list)

    @property
    def of_areas(self) -> bool:
        """Whether its lines are areas."""
        return is_areas(self.axis) or self.coded is not None

    @property
    def of_dates(self) -> bool:
        """Whether its lines are periods."""
        return plain(self.axis) in DATES

    def words(self) -> Mapping[int, str]:
        """What its columns are read as."""
        named = "Area" if self.of_areas else "Period" if self.of_dates else self.axis
        coded = {self.coded: "Area code"} if self.coded else {}
        return {**dict.fromkeys(self.columns, "Figures"), self.named: named, **coded}

    def line(self, texts: Texts) -> HeadingFacts:
        """What the name of a line says of its numbers."""
        name, code = texts.get(self.named, ""), texts.get(self.coded or 0, "")
        if self.of_areas:
            return HeadingFacts(area=area_code(code, name))
        if self.of_dates:
            return HeadingFacts(period=published_period(name))
        return HeadingFacts(qualities=((self.axis, name),))


def table_blocks(sheet: Sheet) -> Sequence[TableBlock]:
    """The tables of a sheet that is from Nomis, none for another."""
    if not sheet.visible or not _is_nomis(sheet):
        return []
    blocks: list[TableBlock] = []
    keys: dict[str, str] = {}
    number, is_open = 1, False
    while number <= len(sheet.rows):
        texts = row_texts(sheet, number)
        if is_open and _is_line(blocks[-1], texts):
            blocks[-1].lines.append(number)
        elif block := _block(sheet, number, texts):
            block.keys = facts_of_keys(keys)
            blocks.append(block)
            number, is_open = block.rows[1], True
        elif texts:
            # Words below a table end it; a blank line does not.
            keys |= _key(texts)
            is_open = False
        number += 1
    return blocks


def row_texts(sheet: Sheet, number: int) -> Texts:
    """The filled cells of a row as text, by column."""
    if not 1 <= number <= len(sheet.rows):
        return {}
    cells = enumerate(sheet.rows[number - 1], 1)
    return {column: stripped(value) for column, value in cells if not is_blank(value)}


def sheet_title(sheet: Sheet) -> str:
    """The name of the data set, which stands alone in the first row with words."""
    for number in range(1, min(HEADINGS_WITHIN, len(sheet.rows)) + 1):
        texts = list(row_texts(sheet, number).values())
        if len(texts) == 1 and not SOURCE.search(plain(texts[0])):
            return texts[0]
    return sheet.name


def _is_nomis(sheet: Sheet) -> bool:
    rows = range(1, min(HEADINGS_WITHIN, len(sheet.rows)) + 1)
    words = (plain(text) for row in rows for text in row_texts(sheet, row).values())
    return any(text == "mnemonic" or SOURCE.search(text) for text in words)


def _block(sheet: Sheet, number: int, texts: Texts) -> TableBlock | None:
    """The table whose headings begin in a row, None where no line of figures follows."""
    coded = next((c for c, text in texts.items() if plain(text) in _MNEMONIC), None)
    named = _named(texts, coded)
    if named is None or len(texts) < 2 or (coded is None and _is_key(texts)):
        return None
    levels = [texts, *_levels_below(sheet, number, named)]
    rows, axis = (number, number + len(levels) - 1), texts[named]
    of_areas = coded is not None or is_areas(axis)
    columns = dict(columns_under(levels, {named, coded}, of_areas=of_areas))
    block = TableBlock(rows, axis, named, coded, columns)
    below = (row_texts(sheet, row) for row in range(rows[1] + 1, rows[1] + _LINES_AHEAD))
    return block if any(_is_line(block, line) for line in below) else None


def _named(texts: Texts, coded: int | None) -> int | None:
    """The column that names the lines: of areas, of dates, or beside a heading that is an area."""
    others = [column for column in texts if column != coded]
    headed = (c for c in others if is_areas(texts[c]) or plain(texts[c]) in DATES)
    named = next(headed, None)
    if named is None and (coded is not None or any(map(area_named, list(texts.values())[1:]))):
        return next(iter(others), None)
    return named


def _is_key(texts: Texts) -> bool:
    """Whether two cells are a key and its value, such as `Date` and a period."""
    if len(texts) != 2:
        return False
    _, value = texts.values()
    return bool(is_areas(value) or area_named(value) or published_period(value))


def _levels_below(sheet: Sheet, number: int, named: int) -> Iterator[Texts]:
    """Further rows of headings: they name no line, and hold no figure."""
    for row in range(number + 1, number + 3):
        texts = row_texts(sheet, row)
        if not texts or named in texts or any(map(_is_figure, texts.values())):
            return
        yield texts


def _is_figure(text: str) -> bool:
    """Whether a text is a number or marker, and no year over a column."""
    return nomis_figure(text) is not None and published_period(text) is None


def _is_line(block: TableBlock, texts: Texts) -> bool:
    """Whether a row has a name and a figure, and is not the headings again."""
    name = texts.get(block.named, "")
    if not name or name == block.axis:
        return False
    return any(column in texts and nomis_figure(texts[column]) for column in block.columns)


def _key(texts: Texts) -> Mapping[str, str]:
    pair = list(texts.values())
    return {plain(pair[0]): pair[1]} if len(pair) == 2 and plain(pair[0]) else {}
