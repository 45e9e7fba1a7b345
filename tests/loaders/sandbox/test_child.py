"""Whatever goes wrong while a file is read is a sentence, and its traceback goes to the log."""

import subprocess
import sys

import pytest

from loaders.files.limits import LIMITS
from loaders.findings.codes import FindingCode
from loaders.layouts import Hints
from loaders.reading import FileRefused
from loaders.sandbox.child import answer, metadata_of
from loaders.sandbox.wire_format import Answer, Read, Refused, Request, decoded_answer
from tests.loaders.files.test_xls import saved
from tests.shared import ROOT, shared

KPIS = b"Code,Short Name,Period,Value,Target\nCP HW 18,Visits,Q1 2024/25,83.1%,90%\n"


def answered(name: str, content: bytes, hints: Hints) -> Answer:
    request = Request(name, len(content), None, 0, hints, LIMITS)
    return decoded_answer(answer(request, content, None))


def test_a_table_is_a_reading() -> None:
    read = answered("kpis.csv", KPIS, Hints())
    assert isinstance(read, Read)
    assert [row.value for row in read.reading.rows] == [83.1]


def test_a_file_without_a_known_table_is_a_refusal_with_its_first_rows() -> None:
    refused = answered("shopping.csv", b"eggs,6\nmilk,2\n", Hints())
    assert isinstance(refused, Refused)
    assert refused.finding.code is FindingCode.NO_LAYOUT
    assert [rows.sheet for rows in refused.first_rows] == ["shopping"]


# What reads old workbooks was not fetched before, and cannot be fetched any more.
UNPREPARED = """
import sys
from loaders.files.limits import LIMITS
from loaders.layouts import Hints, layouts
from loaders.sandbox.child import answer
from loaders.sandbox.confinement import forbid_io
from loaders.sandbox.wire_format import Request
content = sys.stdin.buffer.read()
hints = Hints()
forbid_io()
request = Request("kpis.xls", len(content), None, 0, hints, LIMITS)
sys.stdout.buffer.write(answer(request, content, None))
"""


def test_an_error_that_nobody_expected_is_a_refusal_and_its_traceback_is_told() -> None:
    workbook = saved(lambda sheet: sheet.write(0, 0, "Code"))
    ended = subprocess.run(
        (sys.executable, "-c", UNPREPARED),
        cwd=ROOT,
        input=workbook,
        capture_output=True,
        check=True,
    )
    refused = decoded_answer(ended.stdout)
    assert isinstance(refused, Refused)
    assert refused.finding.code is FindingCode.COULD_NOT_BE_READ_SAFELY
    assert refused.finding.message.startswith("kpis.xls could not be read; open it in Excel")
    assert b"Traceback" in ended.stderr
    assert b"PermissionError" in ended.stderr or b"OSError" in ended.stderr


def test_an_old_workbook_with_a_broken_name_is_opened_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refused = answered("41139.xls", shared("cases/41139.xls").read_bytes(), Hints())
    assert isinstance(refused, Refused)
    assert refused.finding.code is FindingCode.NO_LAYOUT
    assert len(refused.first_rows) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("description", [b"not JSON", b"[1]", b"\xff", b"[" * 100_000])
def test_a_description_is_a_json_object(description: bytes) -> None:
    with pytest.raises(FileRefused, match=r"kpis\.json is not a JSON description"):
        metadata_of("kpis.json", description)


def test_the_description_is_read() -> None:
    assert metadata_of("kpis.json", b'\xef\xbb\xbf{"a": [1]}') == {"a": [1]}
