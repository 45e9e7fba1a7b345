import struct

from loaders.files.xls_records import XlsFormula, formulas, links_elsewhere, worksheet_starts


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BOF, EOF = record(0x0809, b"\0" * 16), record(0x000A)


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + b"\0" * 8)


NUMBER = struct.pack("<d", 2.5)
TEXT, EMPTY = b"\0" * 6 + b"\xff\xff", b"\x03" + b"\0" * 5 + b"\xff\xff"


def test_formulas_are_found_up_to_the_end_of_their_sheet_and_not_in_charts_within() -> None:
    chart = BOF + formula(9, 9, NUMBER) + EOF
    sheet = BOF + formula(0, 1, NUMBER) + chart + formula(2, 0, EMPTY) + formula(3, 0, TEXT) + EOF
    written = list(formulas(b"before" + sheet + formula(7, 7, NUMBER), len(b"before")))
    assert written == [
        XlsFormula(1, 2, empty=False),
        XlsFormula(3, 1, empty=True),
        XlsFormula(4, 1, empty=False),
    ]


def test_a_stream_cut_short_ends_the_search() -> None:
    sheet = BOF + formula(0, 0, NUMBER)
    assert list(formulas(sheet[:-10], 0)) == []
    assert list(formulas(sheet, len(sheet))) == []


def test_only_worksheets_are_listed() -> None:
    def sheet(offset: int, kind: int) -> bytes:
        return record(0x0085, struct.pack("<IBB", offset, 0, kind) + b"name")

    book = BOF + sheet(100, 0) + sheet(200, 2) + sheet(300, 0) + EOF
    assert worksheet_starts(b"xx" + book, 2) == [102, 302]


def test_only_another_workbook_counts_as_a_link() -> None:
    this_book = record(0x01AE, b"\x01\0\x01\x04")
    functions = record(0x01AE, b"\x01\0\x01\x3a")
    program = record(0x01AE, b"\0\0\x05\0\0abcde")
    other = record(0x01AE, b"\x02\0\x05\0\0a.xls")
    assert not links_elsewhere(BOF + this_book + functions + program + EOF, 0)
    assert links_elsewhere(BOF + this_book + other + EOF, 0)
