import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import xlwt
from xlrd.compdoc import CompDocError

from loaders.files.limits import LIMITS, FileLimits
from loaders.files.opening import open_workbook
from loaders.files.xls import SoundCompDoc
from loaders.reading import FileRefused
from loaders.workbook import CellValue, Sheet, Workbook
from tests.shared import shared


def saved(*fills: Callable[[xlwt.Worksheet], object], from_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    for number, fill in enumerate(fills, 1):
        fill(book.add_sheet(f"Sheet{number}"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(*fills: Callable[[xlwt.Worksheet], object], from_1904: bool = False) -> Workbook:
    return open_workbook("q1.xls", saved(*fills, from_1904=from_1904))


def sheet_of(fill: Callable[[xlwt.Worksheet], object], *, from_1904: bool = False) -> Sheet:
    (sheet,) = opened(fill, from_1904=from_1904).sheets
    return sheet


def refused(content: bytes, limits: FileLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        open_workbook("q1.xls", content, limits=limits)
    assert str(caught.value).startswith("q1.xls")
    return caught.value


def style(number_format: str = "General", fill: str | None = None) -> xlwt.XFStyle:
    made = xlwt.easyxf(f"pattern: pattern solid, fore_colour {fill}" if fill else "")
    made.num_format_str = number_format
    return made


@pytest.mark.parametrize(
    ("written", "number_format", "value"),
    [
        ("Missed bins", "General", "Missed bins"),
        ("HR 03.10", "General", "HR 03.10"),
        (7, "General", 7),
        (7.0, "0.0", 7),
        (0.831, "0.0%", 0.831),
        (True, "General", True),
        (date(2024, 4, 1), "dd/mm/yyyy", datetime(2024, 4, 1)),  # noqa: DTZ001
        (0.5, "h:mm", time(12)),
        (1.5, "[h]:mm", timedelta(hours=36)),
        (-1, "yyyy-mm-dd", -1.0),
    ],
)
def test_a_cell_has_the_value_that_its_type_and_format_say(
    written: object, number_format: str, value: CellValue
) -> None:
    sheet = sheet_of(lambda s: s.write(2, 1, written, style(number_format)))
    assert [list(row) for row in sheet.rows] == [[], [], [None, value]]
    assert type(sheet.value(3, 2)) is type(value)
    assert sheet.cell(3, 2).number_format == number_format


def test_dates_may_count_from_1904() -> None:
    days = 100
    sheet = sheet_of(lambda s: s.write(0, 0, days, style("yyyy-mm-dd")), from_1904=True)
    assert sheet.value(1, 1) == datetime(1904, 4, 10)  # noqa: DTZ001


def test_fills_are_told_within_the_box_of_the_values() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "x", style(fill="red"))
        sheet.write(0, 1, "", style(fill="bright_green"))
        sheet.write(1, 1, 1)
        sheet.write(5, 5, None, style(fill="red"))

    sheet = sheet_of(fill)
    assert sheet.fills == {(1, 1): "FF0000", (1, 2): "00FF00"}
    assert len(sheet.rows) == 2


def test_a_merged_range_keeps_its_first_cell() -> None:
    sheet = sheet_of(lambda s: (s.write_merge(0, 1, 0, 1, "Q1"), s.write(0, 2, "Q2")))
    assert sheet.merged == [(1, 1, 2, 2)]
    assert [list(row) for row in sheet.rows] == [["Q1", None, "Q2"]]


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    def first(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 1)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True

    def second(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 1)
        sheet.visibility = 1

    book = opened(first, second)
    assert book.sheets[0].hidden_rows == {3}
    assert book.sheets[0].hidden_columns == {2}
    assert [sheet.visible for sheet in book.sheets] == [True, False]
    assert {f.sheet for f in book.findings if f.code == "hidden_sheet"} == {"Sheet2"}


def test_formulas_that_nobody_calculated_hold_no_value() -> None:
    sheet = sheet_of(lambda s: (s.write(0, 0, 2), s.write(0, 1, xlwt.Formula("A1+1"))))
    assert [list(row) for row in sheet.rows] == [[2, None]]
    assert sheet.formulas == {(1, 2)}


def test_formulas_that_excel_calculated_keep_their_results_empty_text_too() -> None:
    content = shared("corpus/calamine/xls_formula.xls").read_bytes()
    sheet = open_workbook("xls_formula.xls", content).sheets[0]
    assert sheet.formulas
    assert all(sheet.value(*cell) is not None for cell in sheet.formulas)


def test_errors_are_text_and_listed() -> None:
    content = shared("corpus/poi/FormulaEvalTestData.xls").read_bytes()
    book = open_workbook("FormulaEvalTestData.xls", content)
    errors = {sheet.value(*cell) for sheet in book.sheets for cell in sheet.errors}
    assert {"#DIV/0!", "#VALUE!", "#NUM!"} <= errors


def test_a_name_whose_formula_is_not_known_leaves_the_cells_as_they_are() -> None:
    (sheet,) = open_workbook("41139.xls", shared("cases/41139.xls").read_bytes()).sheets
    assert sheet.name == "ts"
    assert len(list(sheet.filled())) > 7


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("poi/comments.xls", "comments"),
        ("poi/47251_1.xls", "comments"),
        ("poi/multibookFormulaA.xls", "external_links"),
        ("poi/SimpleMultiCell.xls", None),
    ],
)
def test_what_is_not_read_is_told(name: str, code: str | None) -> None:
    path = shared(f"corpus/{name}")
    codes = {f.code for f in open_workbook(path.name, path.read_bytes()).findings}
    assert codes & {"comments", "external_links", "macros"} == ({code} if code else set())


@pytest.mark.parametrize(("spare", "code"), [(0, None), (-1, "too_many_cells")])
def test_the_box_of_a_sheet_is_limited(spare: int, code: str | None) -> None:
    content = saved(lambda s: s.write(9, 4, 1))
    limits = replace(LIMITS, cells=50 + spare)
    if code is None:
        assert open_workbook("q1.xls", content, limits=limits).sheets[0].value(10, 5) == 1
    else:
        finding = refused(content, limits).finding
        assert (finding.code, finding.sheet, finding.cell) == (code, "Sheet1", "E10")


def test_a_password_is_told() -> None:
    path = shared("corpus/phpspreadsheet/pwtest.xls")
    assert refused(path.read_bytes()).finding.code == "password"


@pytest.mark.parametrize("kept", [600, 2_000, 4_000])
def test_a_workbook_cut_short_is_damage(kept: int) -> None:
    content = saved(lambda s: s.write(0, 0, "x" * 100))
    assert len(content) > kept
    assert refused(content[:kept]).finding.code in ("damaged", "wrong_kind")


def test_a_chain_of_sectors_that_comes_back_to_itself_is_damage_and_not_a_hang() -> None:
    chain = SoundCompDoc._get_stream.__get__(object.__new__(SoundCompDoc))
    with pytest.raises(CompDocError, match="comes back to sector 2"):
        chain(b"\0" * 256, 0, [1, 2, 3, 2], 64, 0, 4096)
