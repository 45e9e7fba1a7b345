"""The records of an old Excel workbook that its reader, xlrd, passes over.

Every record is a number, a length and that many bytes ([MS-XLS] 2.1.4).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BOF, EOF = 0x0809, 0x000A
BOUND_SHEET, LINKED_BOOK, FORMULA = 0x0085, 0x01AE, 0x0006
WORKSHEET = 0
# A linked book of four bytes stands for this workbook itself, or for functions that were added.
OWN_BOOK_LENGTH = 4
# The end of a formula's result when it is no number; its first byte is then its type.
NO_NUMBER = b"\xff\xff"
EMPTY_RESULT = 3


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it is about, and its bytes."""

    kind: int
    data: bytes


@dataclass(frozen=True, slots=True)
class XlsFormula:
    """A cell (counted from 1) that holds a formula; whether its result is kept as empty."""

    row: int
    column: int
    empty: bool


def records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from one beginning to its end; what is embedded within them is passed over."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield Record(kind, stream[start + 4 : start + 4 + length])
        start += 4 + length


def worksheet_starts(stream: bytes, base: int) -> list[int]:
    """Where each worksheet begins, in the order of the workbook; charts and macros left out."""
    listed = [r.data for r in records(stream, base) if r.kind == BOUND_SHEET and len(r.data) > 5]
    return [base + int.from_bytes(entry[:4], "little") for entry in listed if entry[5] == WORKSHEET]


def links_elsewhere(stream: bytes, base: int) -> bool:
    """Whether the workbook takes figures from another one."""
    return any(
        record.kind == LINKED_BOOK
        and len(record.data) > OWN_BOOK_LENGTH
        and record.data[:2] != b"\0\0"
        for record in records(stream, base)
    )


def formulas(stream: bytes, start: int) -> Iterator[XlsFormula]:
    """The formulas of the worksheet that begins there."""
    for record in records(stream, start):
        if record.kind == FORMULA and len(record.data) >= 14:
            row, column = struct.unpack_from("<HH", record.data)
            result = record.data[6:14]
            empty = result.endswith(NO_NUMBER) and result[0] == EMPTY_RESULT
            yield XlsFormula(row + 1, column + 1, empty)
