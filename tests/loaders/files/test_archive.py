import io
import warnings
import zipfile
from dataclasses import replace

import pytest

from loaders.files.archive import open_archive, part_name
from loaders.files.limits import LIMITS, FileLimits
from loaders.reading import FileRefused
from tests.loaders.packages import package, worksheet, zipped

DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def refused_with(content: bytes, limits: FileLimits = LIMITS) -> str:
    with pytest.raises(FileRefused) as refused:
        open_archive("q1.xlsx", content, limits)
    assert str(refused.value).startswith("q1.xlsx")
    return refused.value.finding.code


def test_a_sound_package_opens_and_its_parts_are_found_however_they_are_spelled() -> None:
    archive = open_archive("q1.xlsx", package())
    assert "XL\\Workbook.xml" in archive
    with archive.open("/xl/worksheets/../workbook.xml") as stream:
        assert stream.read().startswith(b"<workbook")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("xl\\A.xml", "xl/a.xml"), ("/xl/a.xml", "xl/a.xml"), ("xl/b/../a.XML", "xl/a.xml")],
)
def test_part_names_compare_without_regard_to_slashes_and_capitals(
    name: str, expected: str
) -> None:
    assert part_name(name) == expected


@pytest.mark.parametrize(("allowed", "code"), [(3, "too_many_parts"), (4, None), (5, None)])
def test_the_number_of_parts_is_limited(allowed: int, code: str | None) -> None:
    limits = replace(LIMITS, parts=allowed)
    if code is None:
        assert len(open_archive("q1.xlsx", package(), limits).parts) == 4
    else:
        assert refused_with(package(), limits) == code


@pytest.mark.parametrize("short", [0, 1])
def test_the_unpacked_size_is_limited_to_the_byte(short: int) -> None:
    content = zipped({"a": b"12345", "b": b"67890"})
    limits = replace(LIMITS, unpacked_bytes=10 - short)
    if short:
        assert refused_with(content, limits) == "unpacks_too_large"
    else:
        assert len(open_archive("q1.xlsx", content, limits).parts) == 2


def test_only_large_parts_are_judged_by_how_much_they_unpack() -> None:
    blank = zipped({"a": b"\0" * 100_000})
    assert refused_with(blank, replace(LIMITS, ratio_from=99_999)) == "unpacks_too_large"
    assert open_archive("q1.xlsx", blank, replace(LIMITS, ratio_from=100_000)).parts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml", "a/.rels"])
def test_a_document_type_is_refused_in_every_part_and_encoding(part: str, encoding: str) -> None:
    text = DTD.replace("1.0", f'1.0" encoding="{encoding}').encode(encoding)
    assert refused_with(zipped({part: text})) == "dtd"


def test_a_document_type_in_a_part_of_another_name_is_refused_where_it_is_read() -> None:
    archive = open_archive("q1.xlsx", zipped({"sheet.bin": DTD}))
    with pytest.raises(FileRefused) as refused, archive.open_xml("sheet.bin"):
        pass
    assert refused.value.finding.code == "dtd"


@pytest.mark.parametrize("second", ["xl/a.xml", "XL/A.xml", "xl\\a.xml"])
def test_a_part_that_is_there_twice_is_refused(second: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/a.xml", "<a/>")
        archive.writestr(second, "<b/>")
    assert refused_with(buffer.getvalue()) == "duplicate_parts"


@pytest.mark.parametrize("header", [b"PK\x03\x04", b"PK\x01\x02"])
def test_a_part_marked_as_encrypted_anywhere_asks_for_the_password(header: bytes) -> None:
    content = bytearray(package())
    content[content.index(header) + (6 if header[2] == 3 else 8)] |= 1
    assert refused_with(bytes(content)) == "password"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/image1.png"])
def test_a_changed_byte_is_damage_even_in_a_part_that_is_never_read(part: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(part, worksheet())
    content = bytearray(buffer.getvalue())
    content[content.index(b"<v>42") + 3] = ord("5")
    assert refused_with(bytes(content)) == "damaged"


@pytest.mark.parametrize("kept", [4, 100, -30, -1])
def test_a_package_cut_short_is_damage(kept: int) -> None:
    assert refused_with(package()[:kept]) == "damaged"


def test_an_empty_archive_is_empty() -> None:
    assert refused_with(zipped({})) == "empty"
