"""Workbooks of Excel 97 to 2003 (.xls), written record by record: text cells only.

The records are those of [MS-XLS] 2.4, the container that of [MS-CFB].
"""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, BOUNDSHEET, LABEL = 0x0809, 0x000A, 0x0085, 0x0204
GLOBALS, WORKSHEET = 0x0005, 0x0010


def old_workbook(sheet: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as an .xls file of one sheet."""
    name = sheet.encode("utf-16-le")
    listed = struct.pack("<HBB", 0, len(sheet), 1) + name
    before = len(_begin(GLOBALS)) + 4 + 4 + len(listed) + len(_record(EOF))
    globals_ = _begin(GLOBALS) + _record(BOUNDSHEET, struct.pack("<I", before) + listed)
    cells = b"".join(
        _label(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    )
    stream = globals_ + _record(EOF) + _begin(WORKSHEET) + cells + _record(EOF)
    return compound_file({"Workbook": stream})


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Streams by name in a compound file; each is padded so that it needs no small sectors."""
    padded = {name: _padded(data, 4096) for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) // 4)
    table = [FAT, *_chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, (FREE, 1), (END, 0))]
    for number, (name, data) in enumerate(padded.items(), 1):
        beside = number + 1 if number < len(padded) else FREE
        entries.append(_entry(name, 2, (beside, FREE), (len(table), len(data))))
        table += _chain(len(table), len(data) // SECTOR)
    directory = _padded(b"".join(entries), SECTOR)
    sectors = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return _header() + sectors + directory + b"".join(padded.values())


def _begin(kind: int) -> bytes:
    return _record(BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _label(row: int, column: int, text: str) -> bytes:
    typed = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return _record(LABEL, struct.pack("<HHH", row, column, 0) + typed)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _padded(data: bytes, least: int) -> bytes:
    return data.ljust(max(least, -(-len(data) // SECTOR) * SECTOR), b"\0")


def _chain(first: int, sectors: int) -> list[int]:
    return [*range(first + 1, first + sectors), END]


def _entry(name: str, kind: int, links: tuple[int, int], place: tuple[int, int]) -> bytes:
    """An entry of the directory: links to the right and below, first sector and size."""
    words = (name + "\0").encode("utf-16-le")
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(words), kind, 1, FREE, *links)
        + bytes(36)
        + struct.pack("<IQ", *place)
    )


def _header() -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    versions = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    where = struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return signature + versions + where + struct.pack("<109I", 0, *[FREE] * 108)
