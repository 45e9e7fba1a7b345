import pytest

from loaders.files.kinds import (
    OLE,
    holds_stream,
    password,
    refuse_other_kinds,
    refuse_other_ole,
    refuse_other_text,
)
from loaders.reading import FileRefused


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"), (b" \n", "is empty"), (b"%PDF-1.7", "a PDF document"),
        (b"\x09\x08", "before 1993"), (b"PAR1", "a Parquet file"), (b"\x1f\x8b", "gzip"),
    ],
)  # fmt: skip
def test_bytes_of_another_kind_are_named(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        refuse_other_kinds("q1.xlsx", content)


@pytest.mark.parametrize("content", [b"Code,Name", b"PK\x03\x04", OLE])
def test_bytes_that_may_hold_a_table_pass(content: bytes) -> None:
    refuse_other_kinds("q1.xlsx", content)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!DOCTYPE html><html>", "a web page"), (" <table>", "a web page"),
        ("<?xml version='1.0'?><a/>", "an XML document"), ("ID;PWXL", "a SYLK"),
        ("MIME-Version: 1.0", "a web archive"), ('{"a": [1]}', "a JSON document"),
        ("<?xml?><W xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "Excel 2003 XML"),
    ],
)  # fmt: skip
def test_text_that_is_no_table_is_named(text: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        refuse_other_text("q1.csv", text)


@pytest.mark.parametrize("text", ["Code,Name", "{not JSON", "[x],[y]", "<5,6"])
def test_text_that_only_begins_like_something_else_passes(text: str) -> None:
    refuse_other_text("q1.csv", text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (stream("WordDocument"), "a Word document"),
        (stream("PowerPoint Document"), "a PowerPoint"),
        (stream("EncryptedPackage"), "protected by a password"),
        (OLE, "an old Office document"),
    ],
)
def test_an_old_office_file_that_is_no_workbook_is_named(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        refuse_other_ole("q1.xls", content)


def test_a_workbook_with_a_document_in_it_is_a_workbook() -> None:
    content = stream("Workbook") + stream("WordDocument")
    refuse_other_ole("q1.xls", content)
    assert holds_stream(content.lower(), "Workbook")
    assert not holds_stream(content.lower(), "Work")


def test_only_the_password_helps_a_file_that_has_one() -> None:
    assert password("q1.xlsx").finding.code == "password"
