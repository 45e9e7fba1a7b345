import codecs
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.files.delimited import MAX_LINES_IN_A_CELL, delimiter_of, read_delimited
from loaders.files.limits import LIMITS, FileLimits
from loaders.reading import FileRefused
from loaders.workbook import Workbook

TABLE = "Indicator;Value\r\nCouncil tax collected;£1,234.50\r\nCafé \u2013 visits;12\r\n"
ROWS = [
    ["Indicator", "Value"],
    ["Council tax collected", "£1,234.50"],
    ["Café \u2013 visits", "12"],
]


def rows_of(content: bytes | str, limits: FileLimits = LIMITS) -> list[list[str]]:
    data = content.encode() if isinstance(content, str) else content
    (sheet,) = read_delimited("kpis.csv", data, None, limits).sheets
    return [[str(value) for value in row] for row in sheet.rows]


def refused(content: bytes | str, limits: FileLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        rows_of(content, limits)
    assert str(caught.value).startswith("kpis.csv")
    return caught.value


def warned(book: Workbook) -> list[str]:
    return [finding.code for finding in book.findings if finding.code != "read_as"]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-32"),
        TABLE.encode("utf-32-le"),
        TABLE.encode("utf-32-be"),
    ],
)
def test_the_same_table_reads_alike_in_every_encoding(content: bytes) -> None:
    assert rows_of(content) == ROWS
    assert not warned(read_delimited("kpis.csv", content))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1,000\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("Title; with a sign\n\na,b\n1,2\n3,4\n", ","),
        ('a,b\n"x;y",1\n"p;q;r",2\n', ","),
        ('"a","b;"\n"1","2;"\n', ","),
        ('"a" b;c\n"1" 2;3\n', ";"),
        ("notes\nwithout\ncolumns\n", ","),
        ("sep=|\na,b|c\n", "|"),
        ("SEP=;\r\na,b;c\n", ";"),
        ("", ","),
    ],
)
def test_the_separator_is_the_one_that_is_most_regular(text: str, delimiter: str) -> None:
    assert delimiter_of(text.splitlines(keepends=True)) == delimiter


def test_text_stays_as_typed() -> None:
    typed = ["007", "1E5", "MAR1", "01/04/2024", "NA", " x ", "=1+1", "50%", "\u2013", "1_000"]
    assert rows_of("Code,Value\n" + "".join(f"{text},1\n" for text in typed))[1:] == [
        [text, "1"] for text in typed
    ]


def test_the_number_of_a_row_is_its_line_in_the_file() -> None:
    rows = rows_of('sep=,\na,b\n\n"two\nlines","x ""y"""\r\nlast,1')
    assert rows == [[], ["a", "b"], [], ["two\nlines", 'x "y"'], [], ["last", "1"]]


def test_the_sheet_is_named_as_the_file() -> None:
    book = read_delimited("Q1 2024.25.csv", b"a,b\n")
    assert (book.format, book.sheets[0].name) == ("csv", "Q1 2024.25")


@pytest.mark.parametrize(
    ("content", "code", "problem"),
    [
        (b"a,b\n1,\0\n" + b"text,text\n" * 9, "zero_bytes", "line 2"),
        (b"a,b\ncaf\xc3\xa9,1\nna\xefve,2\n", "unknown_encoding", "line 3"),
        (b"a,b\nfa\x8dade,1\n", "unknown_encoding", "line 2"),
        ('a,b\n1,2\n"3,4\n5,6\n', "unclosed_quote", "line 3"),
        ('a,b\n1,2\n"', "unclosed_quote", "line 3"),
        ('a,b\n"x\ny","z\n', "unclosed_quote", "line 3"),
        ('a,b\n"' + "x\n" * (MAX_LINES_IN_A_CELL + 1) + '",1\n', "unclosed_quote", "line 2"),
        ('a,b\n"' + "x" * 140_000 + '",1\n', "unclosed_quote", "line 2"),
        (",,\n , ,\n", "empty", "no text"),
        ("<!DOCTYPE html><table>", "wrong_kind", "web page"),
        ("<?xml version='1.0'?><a/>", "wrong_kind", "XML"),
        ('{"a": 1}', "wrong_kind", "JSON"),
        ('[{"a": 1}]', "wrong_kind", "JSON"),
        (bytes(range(256)) * 20, "wrong_kind", "not text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    content: bytes | str, code: str, problem: str
) -> None:
    error = refused(content)
    assert error.finding.code == code
    assert problem in str(error)


@pytest.mark.parametrize("start", ["[c],x\n1,2\n", "<5,x\n1,2\n", "[" * 100_000, "{x},y\n"])
def test_text_that_begins_like_another_kind_is_still_a_table(start: str) -> None:
    assert rows_of(start)[0][0]


@pytest.mark.parametrize(("lines", "code"), [(9, None), (10, None), (11, "too_large")])
def test_the_number_of_lines_is_limited(lines: int, code: str | None) -> None:
    text = "a,b\n" * lines
    if code is None:
        assert len(rows_of(text, FileLimits(lines=10))) == lines
    else:
        assert refused(text, FileLimits(lines=10)).finding.code == code


@pytest.mark.parametrize(
    ("limits", "accepted"),
    [
        (FileLimits(columns=3), True),
        (FileLimits(columns=2), False),
        (FileLimits(cells=6), True),
        (FileLimits(cells=5), False),
    ],
)
def test_columns_and_cells_are_limited(limits: FileLimits, *, accepted: bool) -> None:
    text = "a,b,c\n1,2,3\n"
    if accepted:
        assert len(rows_of(text, limits)) == 2
    else:
        assert refused(text, limits).finding.code == "too_many_cells"


def test_letters_that_another_encoding_leaves_behind_are_warned_about() -> None:
    book = read_delimited("kpis.csv", "Note\ncafé \u2013 ok\n".encode("mac-roman"))
    (warning,) = [finding for finding in book.findings if finding.code == "unusual_characters"]
    assert warning.found == "\u00d0 \u017d"
    assert "line 2" in warning.message
    lost = read_delimited("kpis.csv", "Note,x\ncaf\ufffd,1\n".encode())
    assert warned(lost) == ["unusual_characters"]


# Raised figures behind a text are footnotes: they are read apart from it.
LETTERS = st.text(
    st.characters(
        codec="cp1252", exclude_categories=["Cc"], exclude_characters="\u00b9\u00b2\u00b3"
    ),
    max_size=8,
)
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@given(
    st.lists(st.lists(LETTERS, min_size=2, max_size=5), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(CODECS),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_any_grid_of_text_reads_back_the_same(
    grid: list[list[str]], delimiter: str, codec: str, ending: str
) -> None:
    grid = [["head", "head"], *grid]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows(grid)
    assert rows_of(buffer.getvalue().encode(codec)) == grid


@given(
    st.lists(
        st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=9), min_size=1
    )
)
@settings(max_examples=100, deadline=None)
def test_plain_text_in_utf_16_needs_no_mark(texts: list[str]) -> None:
    grid = [["Code", "Value"], *([text, "1"] for text in texts)]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(grid)
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "cp1252"):
        assert rows_of(buffer.getvalue().encode(codec)) == grid
