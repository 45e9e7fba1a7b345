from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from loaders.files.limits import LIMITS, FileLimits
from loaders.files.opening import open_workbook
from loaders.reading import FileRefused
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.packages import zipped

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"'
    for name in ("office", "table", "text", "style", "manifest")
) + (
    f' xmlns:number="{OPEN_DOCUMENT}:datastyle:1.0"'
    f' xmlns:fo="{OPEN_DOCUMENT}:xsl-fo-compatible:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ONE = '<table:table-cell office:value-type="float" office:value="1"/>'


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )


def document(rows: str, styles: str = "", **more: str) -> bytes:
    table = f'<table:table table:name="Data">{rows}</table:table>'
    body = f"<office:spreadsheet>{table}</office:spreadsheet>"
    return zipped({"content.xml": content(body, styles), **more})


def opened(rows: str, styles: str = "", **more: str) -> Workbook:
    return open_workbook("q1.ods", document(rows, styles, **more))


def sheet_of(rows: str, styles: str = "") -> Sheet:
    (sheet,) = opened(rows, styles).sheets
    return sheet


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", inside: str = "", attributes: str = "") -> str:
    typed = f'office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell {typed} {attributes}>{inside}</table:table-cell>"


def refused(content: bytes, limits: FileLimits = LIMITS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        open_workbook("q1.ods", content, limits=limits)
    assert str(caught.value).startswith("q1.ods")
    return caught.value


@pytest.mark.parametrize(
    ("kind", "attributes", "inside", "value"),
    [
        ("float", 'office:value="7"', "", 7),
        ("float", 'office:value="7.0"', "", 7.0),
        ("float", 'office:value="-0.5"', "<text:p>(1)</text:p>", -0.5),
        ("percentage", 'office:value="0.831"', "<text:p>83%</text:p>", 0.831),
        ("currency", 'office:value="254.62" office:currency="GBP"', "", 254.62),
        ("boolean", 'office:boolean-value="true"', "", True),
        ("boolean", 'office:boolean-value="false"', "", False),
        ("date", 'office:date-value="2024-04-01"', "", datetime(2024, 4, 1)),  # noqa: DTZ001
        (
            "date",
            'office:date-value="2024-04-01T09:59:59.999999996"',
            "",
            datetime(2024, 4, 1, 10),  # noqa: DTZ001
        ),
        ("date", 'office:date-value="2024-02-30"', "", "2024-02-30"),
        ("time", 'office:time-value="PT01H23M00S"', "", time(1, 23)),
        ("time", 'office:time-value="PT23H59M59.999S"', "", time(23, 59, 59, 999_000)),
        ("time", 'office:time-value="PT24H00M00S"', "", timedelta(days=1)),
        ("time", 'office:time-value="-PT1H"', "", timedelta(hours=-1)),
        ("time", 'office:time-value="P1DT1H"', "", timedelta(days=1, hours=1)),
        ("string", "", "<text:p>Missed bins</text:p>", "Missed bins"),
        ("string", "", "<text:p>a</text:p><text:p>b</text:p>", "a\nb"),
        ("string", "", "<text:p> a \n  b<text:s text:c='3'/>c</text:p>", " a b   c"),
        ("string", "", "<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("string", "", "<text:p><text:span>a<text:span>b</text:span></text:span>c</text:p>", "abc"),
        ("string", 'office:string-value="whole"', "<text:p>who...</text:p>", "whole"),
        ("string", 'table:formula="of:=&quot;&quot;"', "", ""),
        ("", "", "<text:p>no type</text:p>", "no type"),
    ],
)
def test_a_cell_has_the_value_that_its_type_says(
    kind: str, attributes: str, inside: str, value: CellValue
) -> None:
    typed = sheet_of(row(cell(kind, inside, attributes))).value(1, 1)
    assert typed == value
    assert type(typed) is type(value)


@pytest.mark.parametrize(
    "broken",
    [
        row(cell("float", "", 'office:value="one"')),
        row(cell("float")),
        row(cell("float", "", 'office:value="1e999"')),
        row(cell("odd", "", 'office:value="1"')),
        row(cell("boolean", "", 'office:boolean-value="yes"')),
        row(cell("time", "", 'office:time-value="PT"')),
        row(ONE, attributes='table:number-rows-repeated="0"'),
        row(ONE, attributes='table:number-rows-repeated="-5"'),
        row(ONE.replace("/>", ' table:number-columns-repeated="x"/>')),
        row(cell("string", '<text:p><text:s text:c="32768"/></text:p>')),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_and_named(broken: str) -> None:
    error = refused(document(broken))
    assert error.finding.code == "damaged"
    assert "sheet Data" in str(error)


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (row(cell("string", "<text:p>" * 201 + "</text:p>" * 201)), "nested more than 200 deep"),
        (
            row(cell("string", "<text:p>" * 201 + "</text:p>" * 201)) + row(ONE),
            "nested more than 200 deep",
        ),
        (row(ONE)[:-5], "not well-formed"),
    ],
)
def test_xml_that_cannot_be_read_is_damage(broken: str, problem: str) -> None:
    error = refused(document(broken))
    assert error.finding.code == "damaged"
    assert problem in str(error)


@pytest.mark.parametrize(("rows", "code"), [(4, None), (5, None), (6, "too_many_cells")])
def test_repeats_are_written_out_up_to_the_limit_of_cells(rows: int, code: str | None) -> None:
    content = document(
        row(
            ONE.replace("/>", ' table:number-columns-repeated="2"/>'),
            attributes=f'table:number-rows-repeated="{rows}"',
        )
    )
    limits = replace(LIMITS, cells=10)
    if code is None:
        (sheet,) = open_workbook("q1.ods", content, limits=limits).sheets
        assert [list(values) for values in sheet.rows] == [[1, 1]] * rows
    else:
        error = refused(content, limits)
        assert (error.finding.code, error.finding.cell) == (code, "B6")


def test_empty_repeats_to_the_edge_of_the_sheet_cost_nothing() -> None:
    wide = '<table:table-cell table:number-columns-repeated="16383"/>'
    last = row(wide, attributes='table:number-rows-repeated="1048575"')
    assert [list(values) for values in sheet_of(row(ONE, wide) + last).rows] == [[1]]


def test_a_value_below_the_last_row_of_any_sheet_is_damage() -> None:
    blank = row("<table:table-cell/>", attributes='table:number-rows-repeated="1048576"')
    assert "A1048577" in str(refused(document(blank + row(ONE))))


def test_rows_and_cells_keep_their_places_in_groups_and_after_gaps() -> None:
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = (
        f"<table:table-header-rows>{row(ONE)}</table:table-header-rows>"
        + row("<table:table-cell/>", attributes='table:number-rows-repeated="2"')
        + f"<table:table-row-group>{row(gap, ONE)}</table:table-row-group>"
    )
    assert [list(values) for values in sheet_of(rows).rows] == [[1], [], [], [None, None, 1]]


def test_a_merged_range_keeps_its_first_cell_and_loses_what_lies_under_it() -> None:
    spans = ' table:number-columns-spanned="2" table:number-rows-spanned="2"/>'
    covered = ONE.replace("table-cell", "covered-table-cell")
    sheet = sheet_of(row(ONE.replace("/>", spans), covered, ONE) + row(covered, covered, ONE))
    assert sheet.merged == [(1, 1, 2, 2)]
    assert [list(values) for values in sheet.rows] == [[1, None, 1], [None, None, 1]]


def test_a_formula_without_a_value_holds_none_and_an_error_is_listed() -> None:
    sheet = sheet_of(
        row(
            cell("", "", 'table:formula="of:=1+1"'),
            cell("float", "<text:p>2</text:p>", 'table:formula="of:=1+1" office:value="2"'),
            cell("string", "<text:p>#DIV/0!</text:p>", 'calcext:value-type="error"'),
            cell("float", "<text:p>Err:502</text:p>", 'table:formula="of:=1" office:value="0"'),
            cell("string", "<text:p>#N/A</text:p>", 'table:formula="of:=NA()"'),
            cell("string", "<text:p>#N/A</text:p>"),
        )
    )
    assert list(sheet.rows[0]) == [None, 2, "#DIV/0!", "Err:502", "#N/A", "#N/A"]
    assert sheet.formulas == {(1, 1), (1, 2), (1, 4), (1, 5)}
    assert sheet.errors == {(1, 3), (1, 4), (1, 5)}


def style(name: str, data: str = "", fill: str = "", parent: str = "") -> str:
    colour = f'<style:table-cell-properties fo:background-color="{fill}"/>' if fill else ""
    data_style = f'style:data-style-name="{data}"' if data else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:parent-style-name="{parent}" {data_style}>{colour}</style:style>'
    )


PERCENT = (
    '<number:percentage-style style:name="N">{}<number:text>%</number:text>'
    "</number:percentage-style>"
)
NUMBER = '<number:number number:decimal-places="1"/>'


@pytest.mark.parametrize(
    ("written", "number_format"),
    [
        (PERCENT.format(NUMBER), "0.0%"),
        (
            '<number:number-style style:name="N"><number:number number:min-integer-digits="1"/>'
            "</number:number-style>",
            "General",
        ),
        (
            f'<number:number-style style:name="N">{NUMBER}<number:text> Days</number:text>'
            "</number:number-style>",
            '0.0" Days"',
        ),
        (
            '<number:currency-style style:name="N">'
            "<number:currency-symbol>£</number:currency-symbol>"
            '<number:number number:decimal-places="0" number:grouping="true"/>'
            "</number:currency-style>",
            "£#,##0",
        ),
        (
            '<number:date-style style:name="N"><number:month number:textual="true"/>'
            "<number:text>-</number:text><number:year/></number:date-style>",
            "mmm-yy",
        ),
        (
            '<number:time-style style:name="N" number:truncate-on-overflow="false"><number:hours/>'
            '<number:text>:</number:text><number:minutes number:style="long"/></number:time-style>',
            "[h]:mm",
        ),
        (
            f'<number:number-style style:name="P">{NUMBER}</number:number-style>'
            '<number:number-style style:name="N"><number:text>-</number:text>'
            f'{NUMBER}<style:map style:condition="value()&gt;=0" style:apply-style-name="P"/>'
            "</number:number-style>",
            "0.0",
        ),
        ("", "General"),
    ],
)
def test_number_formats_are_told_in_excels_letters(written: str, number_format: str) -> None:
    named = ONE.replace("/>", ' table:style-name="ce1"/>')
    sheet = sheet_of(row(named), written + style("ce1", "N"))
    assert sheet.cell(1, 1).number_format == number_format


def test_a_percentage_is_one_even_without_a_style() -> None:
    sheet = sheet_of(row(cell("percentage", "", 'office:value="0.5"'), ONE))
    assert sheet.formats == {(1, 1): "0%"}


def test_a_time_in_a_duration_format_is_a_duration() -> None:
    written = (
        '<number:time-style style:name="N" number:truncate-on-overflow="false"><number:hours/>'
        "</number:time-style>"
    )
    timed = cell("time", "", 'office:time-value="PT1H" table:style-name="ce1"')
    assert sheet_of(row(timed), written + style("ce1", "N")).value(1, 1) == timedelta(hours=1)


def test_fills_come_from_the_cell_its_row_its_column_or_their_parents() -> None:
    columns = (
        '<table:table-column table:default-cell-style-name="green" '
        'table:number-columns-repeated="2"/>'
        "<table:table-column/>"
    )
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    styled = ONE.replace("/>", ' table:style-name="child"/>')
    clear = ONE.replace("/>", ' table:style-name="clear"/>')
    sheet = sheet_of(
        columns
        + row(styled, clear, ONE)
        + row(blank, ONE)
        + row(ONE, attributes='table:default-cell-style-name="red"'),
        style("green", fill="#00B050")
        + style("red", fill="#ff0000")
        + style("child", parent="red")
        + style("clear", fill="transparent", parent="red"),
    )
    green, red = "00B050", "FF0000"
    assert sheet.fills == {(1, 1): red, (2, 1): green, (2, 2): green, (3, 1): red}


def test_styles_of_the_whole_document_are_known_and_loops_of_parents_end() -> None:
    common = (
        f"<office:document-styles {SPACES}><office:styles>{style('Good', fill='#C6EFCE')}"
        f"{style('loop', parent='loop')}</office:styles></office:document-styles>"
    )
    rows = row(
        ONE.replace("/>", ' table:style-name="a"/>'),
        ONE.replace("/>", ' table:style-name="loop"/>'),
    )
    (sheet,) = opened(rows, style("a", parent="Good"), **{"styles.xml": common}).sheets
    assert sheet.fills == {(1, 1): "C6EFCE"}


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_and_columns_are_listed(visibility: str) -> None:
    hidden = f'table:visibility="{visibility}"'
    sheet = sheet_of(
        f'<table:table-column/><table:table-column {hidden} table:number-columns-repeated="2"/>'
        + row(ONE)
        + row(ONE, attributes=f'{hidden} table:number-rows-repeated="2"')
        + row("<table:table-cell/>", attributes=f'{hidden} table:number-rows-repeated="99"')
    )
    assert sheet.hidden_rows == {2, 3}
    assert sheet.hidden_columns == {2, 3}


def test_sheets_that_are_not_shown_are_read_and_told() -> None:
    hidden = (
        '<style:style style:name="ta" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    more = f'</table:table><table:table table:name="Old" table:style-name="ta">{row(ONE)}'
    book = opened(row(ONE) + more, hidden)
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [
        ("Data", True),
        ("Old", False),
    ]
    assert {finding.sheet for finding in book.findings if finding.code == "hidden_sheet"} == {"Old"}


LINKED = "</table:table><table:table table:name=\"'file:///a.ods'#$S\">"


@pytest.mark.parametrize(
    ("rows", "parts", "code"),
    [
        (row(ONE), {"Basic/Standard/Module1.xml": "<a/>"}, "macros"),
        (row(ONE), {"Scripts/python/a.py": ""}, "macros"),
        (row(ONE) + LINKED + row(ONE), {}, "external_links"),
        ("<table:table-source/>" + row(ONE), {}, "external_links"),
        (
            row(cell("string", "<office:annotation><text:p>n</text:p></office:annotation>")),
            {},
            "comments",
        ),
        (
            row(
                cell(
                    "string",
                    "<text:p>a</text:p><office:annotation><text:p>n</text:p></office:annotation>",
                )
            ),
            {},
            "comments",
        ),
    ],
)
def test_what_is_not_read_is_told(rows: str, parts: dict[str, str], code: str) -> None:
    book = opened(rows, **parts)
    assert [f.code for f in book.findings if f.code not in ("read_as",)] == [code]
    assert [sheet.name for sheet in book.sheets] == ["Data"]
    assert not opened(row(ONE)).findings[1:]


def test_a_comment_is_not_the_text_of_its_cell() -> None:
    noted = "<office:annotation><text:p>note</text:p></office:annotation><text:p>83%</text:p>"
    assert sheet_of(row(cell("string", noted))).value(1, 1) == "83%"


def manifest(inside: str) -> str:
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{inside}</manifest:file-entry>'
    return f"<manifest:manifest {SPACES}>{entry}</manifest:manifest>"


def test_a_password_is_told_from_the_list_of_parts() -> None:
    locked = {"META-INF/manifest.xml": manifest("<manifest:encryption-data/>")}
    unlocked = {"META-INF/manifest.xml": manifest("")}
    assert refused(document("", **locked)).finding.code == "password"
    assert opened(row(ONE), **unlocked).sheets[0].value(1, 1) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<office:text><text:p>Dear all</text:p></office:text>", "wrong_kind"),
        ("<office:spreadsheet></office:spreadsheet>", "empty"),
        (
            '<office:spreadsheet><table:table table:name="Q1"/><table:table table:name="q1"/>'
            "</office:spreadsheet>",
            "duplicate_sheets",
        ),
    ],
)
def test_what_is_no_spreadsheet_is_refused(body: str, code: str) -> None:
    assert refused(zipped({"content.xml": content(body)})).finding.code == code


@pytest.mark.parametrize(
    ("attributes", "inside", "value"),
    [
        ("", "<text:p>41,315</text:p>", 41315.22),
        ('calcext:value-type="float"', "<text:p>41,315</text:p>", 41315.22),
        ('calcext:value-type="error"', "<text:p>Err:502</text:p>", "Err:502"),
        ('table:formula="of:=1"', "<text:p>#N/A</text:p>", "#N/A"),
        ("", "", 41315.22),
    ],
)
def test_a_plain_number_is_read_as_any_other_cell_is(
    attributes: str, inside: str, value: CellValue
) -> None:
    number = 'office:value="41315.22" table:style-name="ce1"'
    sheet = sheet_of(row(ONE, cell("float", inside, f"{number} {attributes}"), ONE))
    assert [list(values) for values in sheet.rows] == [[1, value, 1]]


def test_a_plain_number_keeps_comment_and_fill() -> None:
    number = 'office:value="7" table:style-name="red"'
    fill = (
        '<style:style style:name="red" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    )
    sheet = sheet_of(row(cell("float", "<text:p>7</text:p>", number)), fill)
    assert (sheet.value(1, 1), sheet.fills) == (7, {(1, 1): "FF0000"})
    note = "<office:annotation><text:p>why?</text:p></office:annotation>"
    workbook = opened(row(cell("float", note, number.replace("red", "ce1"))))
    assert workbook.sheets[0].value(1, 1) == 7
    assert "comments" in {finding.code for finding in workbook.findings}
