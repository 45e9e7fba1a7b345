"""Downloads open safely: what looks like a formula is text."""

import csv
import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from reports.table_files import as_csv, as_workbook

FULL_WIDTH = ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20cmd"]


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", *FULL_WIDTH])
def test_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    written = as_csv(pd.DataFrame({"note": [text]})).decode("utf-8-sig")
    assert f"'{text}" in written


def test_numbers_keep_their_sign_and_text_its_letters() -> None:
    frame = pd.DataFrame({"value": [-1.5], "note": ["café, naïve"]})
    assert as_csv(frame).decode("utf-8-sig") == '"value","note"\r\n"-1.5","café, naïve"\r\n'


def test_the_file_tells_excel_its_encoding() -> None:
    assert as_csv(pd.DataFrame({"a": ["é"]})).startswith(b"\xef\xbb\xbf")


def test_a_workbook_keeps_text_as_text_numbers_as_numbers_and_blanks_empty() -> None:
    frame = pd.DataFrame({"note": ["=1+1", None, "-2"], "value": [1.5, None, -3.0]})
    sheet = load_workbook(io.BytesIO(as_workbook(frame, "Changes")))["Changes"]
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        [("note", "s"), ("value", "s")],
        [("=1+1", "s"), (1.5, "n")],
        [(None, "n"), (None, "n")],
        [("-2", "s"), (-3, "n")],
    ]


def test_a_frame_without_rows_is_a_workbook_of_its_headings() -> None:
    sheet = load_workbook(io.BytesIO(as_workbook(pd.DataFrame({"code": []}), "Changes"))).active
    assert sheet is not None
    assert [cell.value for cell in next(sheet.iter_rows())] == ["code"]


@pytest.mark.parametrize("line_break", ["\r", "\n", "\r\n", "\x85"])
def test_every_line_of_a_cell_is_marked_and_no_line_begins_a_row(line_break: str) -> None:
    frame = pd.DataFrame({"note": [f"a{line_break}=1+1"], "status": ["OK"]})
    written = as_csv(frame).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows == [["note", "status"], ["a\n'=1+1", "OK"]]
    assert "\r=" not in written


def test_a_control_character_stops_no_download() -> None:
    frame = pd.DataFrame({"name": ["bell\x07", "nul\x00"]})
    sheet = load_workbook(io.BytesIO(as_workbook(frame, "Names"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]] == ["name", "bell", "nul"]
    assert as_csv(frame).decode("utf-8-sig") == '"name"\r\n"bell"\r\n"nul"\r\n'
