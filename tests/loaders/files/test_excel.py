import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as NewWorkbook
from openpyxl.styles import Color, PatternFill
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from loaders.files.excel_colours import DEFAULT_PALETTE
from loaders.files.excel_styles import BUILT_IN
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.opening import open_workbook
from loaders.reading import FileRefused
from loaders.workbook import CellValue, Sheet
from tests.loaders.packages import MAIN, OFFICE, package, relationships, worksheet


def only_sheet(content: bytes, limits: FileLimits = LIMITS) -> Sheet:
    (sheet,) = open_workbook("q1.xlsx", content, limits=limits).sheets
    return sheet


def rows_of(xml: str, **parts: str) -> list[list[CellValue]]:
    return [list(row) for row in only_sheet(package(worksheet(xml), **parts)).rows]


def refused(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        open_workbook("q1.xlsx", content)
    assert str(caught.value).startswith("q1.xlsx")
    return caught.value


def saved(book: NewWorkbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>7</v></c>', 7),
        ('<c r="A1"><v>7.0</v></c>', 7.0),
        ('<c r="A1"><v>-3</v></c>', -3),
        ('<c r="A1"><v>8.3E-1</v></c>', 0.83),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="str"><v> a_x000D_b </v></c>', " a\rb "),
        ('<c r="A1" t="inlineStr"><is><t>in</t></is></c>', "in"),
        ('<c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', "rich"),
        ('<c r="A1" t="inlineStr"><is><t>漢</t><rPh><t>kan</t></rPh></is></c>', "漢"),
        ('<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>', "😀"),
        ('<c r="A1" t="str"><v>_x005F_x0041_</v></c>', "_x0041_"),
        ('<c r="A1" t="d"><v>2024-04-01</v></c>', datetime.fromisoformat("2024-04-01")),
        ('<c r="A1" t="d"><v>2024-02-30</v></c>', "2024-02-30"),
        ("<c><v>1</v></c>", 1),
    ],
)
def test_a_cell_has_the_value_that_its_type_says(xml: str, value: CellValue) -> None:
    ((typed,),) = rows_of(f'<row r="1">{xml}</row>')
    assert typed == value
    assert type(typed) is type(value)


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1"><v>1_000</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" s="9"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="odd"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_and_named(xml: str) -> None:
    error = refused(package(worksheet(xml)))
    assert error.finding.code == "damaged"
    assert "sheet Data" in str(error)


@pytest.mark.parametrize(("index", "value"), [(0, "first"), (1, "last"), (2, None), (-1, None)])
def test_strings_are_named_by_their_position_in_the_table(index: int, value: str | None) -> None:
    items = "<si><t>first</t></si><si><r><t>la</t></r><r><t>st</t></r></si>"
    parts = {
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
    }
    content = package(worksheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'), **parts)
    if value is None:
        assert refused(content).finding.code == "damaged"
    else:
        assert only_sheet(content).value(1, 1) == value


def test_a_formula_keeps_its_last_result_and_says_when_it_has_none() -> None:
    sheet = only_sheet(
        package(
            worksheet(
                '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f></c>'
                '<c r="C1" t="str"><f>""</f><v></v></c></row>'
            )
        )
    )
    assert [list(row) for row in sheet.rows] == [[2, None, ""]]
    assert sheet.formulas == {(1, 1), (1, 2), (1, 3)}


def test_an_error_value_is_kept_as_text_and_listed() -> None:
    sheet = only_sheet(package(worksheet('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>')))
    assert sheet.value(1, 1) == "#SPILL!"
    assert sheet.errors == {(1, 1)}


def test_rows_keep_their_numbers_and_rows_and_cells_without_numbers_follow_on() -> None:
    assert rows_of('<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c/></row>') == [
        [],
        [],
        [None, 1, 2],
    ]


def test_only_the_first_cell_of_a_merged_range_has_a_value() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
        '<row r="2"><c r="A2"><f>9</f><v>4</v></c></row>'
    )
    sheet = only_sheet(package(worksheet(rows, after=merged)))
    assert [list(row) for row in sheet.rows] == [[1, None, 3], [None]]
    assert list(sheet.merged) == [(1, 1, 2, 2)]
    assert not sheet.formulas


def test_hidden_rows_and_columns_are_numbered() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="9"/></cols>'
    rows = '<row r="1"><c><v>1</v></c></row><row r="2" hidden="true"><c><v>2</v></c></row>'
    sheet = only_sheet(package(worksheet(rows, before=columns)))
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {2, 3})
    assert sheet.value(2, 1) == 2


@pytest.mark.parametrize("rows", [99, 100, 101])
def test_the_box_of_cells_is_limited_whatever_the_dimension_says(rows: int) -> None:
    sheet = worksheet(
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{rows}"><c r="J{rows}"><v>1</v></c></row>',
        before='<dimension ref="A1:XFD1048576"/>',
    )
    if rows <= 100:
        assert len(only_sheet(package(sheet), FileLimits(cells=1000)).rows) == rows
        return
    with pytest.raises(FileRefused) as caught:
        only_sheet(package(sheet), FileLimits(cells=1000))
    assert caught.value.finding.code == "too_many_cells"
    assert caught.value.finding.cell == "J101"


def workbook_xml(sheets: str, properties: str = "") -> str:
    body = f"{properties}<sheets>{sheets}</sheets>"
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{body}</workbook>'


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ("", "empty"),
        ('<sheet name="A" r:id="rId1"/><sheet name="a" r:id="rId1"/>', "duplicate_sheets"),
        ('<sheet name="A" r:id="rId9"/>', "damaged"),
    ],
)
def test_a_workbook_lists_each_sheet_once_and_it_is_there(sheets: str, code: str) -> None:
    assert refused(package(xl__workbook__xml="", **{"xl/workbook.xml": workbook_xml(sheets)})
    ).finding.code == code  # fmt: skip


def test_hidden_sheets_charts_macros_and_links_are_told() -> None:
    parts = {
        "xl/workbook.xml": workbook_xml(
            '<sheet name="A" r:id="rId1"/><sheet name="B" state="veryHidden" r:id="rId2"/>'
            '<sheet name="C" r:id="rId3"/>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"),
            ("worksheet", "/xl/worksheets/sheet1.xml"),
            ("chartsheet", "chartsheets/sheet1.xml"),
        ),
        "xl/vbaProject.bin": "macros",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    book = open_workbook("q1.xlsm", package(**parts))
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("A", True), ("B", False)]
    assert book.format == "xlsm"
    findings = [(finding.code, finding.sheet) for finding in book.findings]
    assert findings == [
        ("read_as", None),
        ("hidden_sheet", "B"),
        ("other_sheet", "C"),
        ("macros", None),
        ("external_links", None),
    ]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    parts = {
        "xl/workbook.xml": workbook_xml(
            '<sheet name="A" r:id="rId1"/>', '<workbookPr date1904="1"/>'
        ),
        "xl/styles.xml": styles,
    }
    sheet = worksheet('<row r="1"><c r="A1" s="1"><v>43921</v></c></row>')
    assert only_sheet(package(sheet, **parts)).value(1, 1) == datetime.fromisoformat("2024-04-01")


def test_alternative_styles_are_counted_as_the_fallback() -> None:
    choice = "<Choice><xf/><xf/></Choice><Fallback><xf numFmtId='9'/></Fallback>"
    styles = (
        f"<styleSheet xmlns='{MAIN}'><cellXfs><xf/><AlternateContent>{choice}</AlternateContent>"
        "<xf numFmtId='10'/></cellXfs></styleSheet>"
    )
    cells = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="2"><v>1</v></c></row>'
    sheet = only_sheet(package(worksheet(cells), **{"xl/styles.xml": styles}))
    assert sheet.formats == {(1, 1): "0%", (1, 2): "0.00%"}


def test_a_broken_style_sheet_is_damage() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>'
    assert refused(package(**{"xl/styles.xml": styles})).finding.code == "damaged"


def test_the_built_in_formats_and_colours_are_those_of_excel() -> None:
    # openpyxl's 44 lacks the semicolons between its sections.
    others = {n: f for n, f in BUILTIN_FORMATS.items() if n not in (0, 44)}
    assert {n: f for n, f in BUILT_IN.items() if n != 44} == others
    assert list(DEFAULT_PALETTE) == [rgb[2:] for rgb in COLOR_INDEX[:64]]


def test_solid_fills_are_colours_whether_direct_from_the_palette_or_the_theme() -> None:
    book = NewWorkbook()
    sheet = book.active
    assert sheet is not None
    for row, colour in enumerate(
        [Color(rgb="FF00B050"), Color(indexed=10), Color(theme=4), Color(theme=0, tint=-0.5)], 1
    ):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
        sheet.cell(row, 2).value = row
    sheet.cell(5, 1).fill = PatternFill("gray125")
    sheet.cell(9, 9).fill = PatternFill("solid", fgColor=Color(rgb="FFFF0000"))
    expected = {(1, 1): "00B050", (2, 1): "FF0000", (3, 1): "4F81BD", (4, 1): "808080"}
    assert only_sheet(saved(book)).fills == expected


TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\ufffe\uffff\u00b9\u00b2\u00b3"
        + "".join(map(chr, range(0x2070, 0x207A))),
    )
).filter(lambda text: text != "" and text[0] != "=" and "_x" not in text)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2200-01-01")
).map(lambda moment: moment.replace(microsecond=0))
VALUES = st.one_of(
    st.none(),
    TEXTS.filter(lambda text: not text.startswith("#")),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    # Excel keeps 15 digits, and openpyxl writes no more than 16.
    st.floats(-1e300, 1e300).map(lambda number: float(f"{number:.15g}")),
    MOMENTS,
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(days=40)).map(lambda t: timedelta(seconds=t.seconds)),
)


@given(st.lists(st.lists(VALUES, max_size=5), max_size=5))
@settings(max_examples=80, deadline=None)
def test_any_grid_that_openpyxl_writes_reads_back_the_same(grid: list[list[CellValue]]) -> None:
    book = NewWorkbook()
    written = book.active
    assert written is not None
    for r, row in enumerate(grid, 1):
        for c, value in enumerate(row, 1):
            written.cell(r, c).value = value
    sheet = only_sheet(saved(book))
    for r, row in enumerate(grid, 1):
        assert [sheet.value(r, c) for c in range(1, len(row) + 1)] == row


def test_types_survive_too() -> None:
    book = NewWorkbook()
    assert book.active is not None
    book.active.append([7, 7.5, True, "007", date(2024, 4, 1), time(9, 30)])
    ((*typed,),) = only_sheet(saved(book)).rows
    assert typed == [7, 7.5, True, "007", datetime.fromisoformat("2024-04-01"), time(9, 30)]
    assert [type(value) for value in typed] == [int, float, bool, str, datetime, time]


def test_a_cell_looks_the_same_from_a_file_on_disk(tmp_path: Path) -> None:
    book = NewWorkbook()
    assert book.active is not None
    book.active["B2"] = 0.831
    book.active["B2"].number_format = "0.0%"
    book.save(tmp_path / "q1.xlsx")
    cell = only_sheet((tmp_path / "q1.xlsx").read_bytes()).cell(2, 2)
    assert (cell.address, cell.value, cell.number_format) == ("B2", 0.831, "0.0%")


@pytest.mark.parametrize(
    ("kind", "warned"), [("comments", True), ("threadedComment", True), ("drawing", False)]
)
def test_comments_on_cells_are_told_with_their_sheet(kind: str, *, warned: bool) -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships((kind, "../comments1.xml")),
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"/>',
    }
    findings = open_workbook("q1.xlsx", package(**parts)).findings
    assert [f.sheet for f in findings if f.code == "comments"] == (["Data"] if warned else [])


def test_a_cell_with_an_empty_style_has_the_first_one() -> None:
    assert rows_of('<row r="1"><c r="A1" s=""><v>1</v></c><c r="B1"><v>2</v></c></row>') == [[1, 2]]
