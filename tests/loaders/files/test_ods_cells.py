from datetime import datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement

import pytest

from loaders.files.excel_dates import Clock
from loaders.files.ods_cells import (
    BOOLEAN_VALUE,
    DATE_VALUE,
    FORMULA,
    PARAGRAPH,
    SHOWN_TYPE,
    SPACES,
    TIME_VALUE,
    VALUE,
    VALUE_TYPE,
    OdsValue,
    cell_text,
    plain_value,
    read_value,
)
from loaders.files.ods_names import office
from loaders.workbook import CellValue


def cell(kind: str | None = None, *paragraphs: str, **attributes: str) -> Element:
    """A cell of a type with its paragraphs; attributes by the names of their constants."""
    names = {"value": VALUE, "date": DATE_VALUE, "time": TIME_VALUE, "truth": BOOLEAN_VALUE,
             "formula": FORMULA, "shown": SHOWN_TYPE}  # fmt: skip
    element = Element("cell", {names[name]: text for name, text in attributes.items()})
    if kind:
        element.set(VALUE_TYPE, kind)
    for paragraph in paragraphs:
        SubElement(element, PARAGRAPH).text = paragraph
    return element


@pytest.mark.parametrize(
    ("element", "value"),
    [
        (cell("float", "7", value="7"), 7),
        (cell("percentage", "83.1%", value="0.831"), 0.831),
        (cell("string", "a  b"), "a b"),
        (cell("string", "one", "two"), "one\ntwo"),
        (cell("date", date="2024-04-01"), datetime.fromisoformat("2024-04-01")),
        (cell("time", time="PT09H30M00S"), time(9, 30)),
        (cell("time", time="PT25H00M00S"), timedelta(hours=25)),
        (cell("boolean", truth="true"), True),
        (cell("void"), None),
        (cell(), None),
    ],
)
def test_a_cell_holds_what_its_type_says(element: Element, value: CellValue) -> None:
    assert read_value(element, Clock.NUMBER) == OdsValue(value)


def test_formulas_and_their_errors_are_marked() -> None:
    assert read_value(cell(formula="of:=1/0"), Clock.NUMBER) == OdsValue(None, formula=True)
    broken = cell("float", "#DIV/0!", value="0", formula="of:=1/0")
    assert read_value(broken, Clock.NUMBER) == OdsValue("#DIV/0!", formula=True, error=True)
    shown = cell("string", "#N/A", shown="error")
    assert read_value(shown, Clock.NUMBER) == OdsValue("#N/A", error=True)


@pytest.mark.parametrize(
    "element", [cell("float", value="seven"), cell("time", time="soon"), cell("other")]
)
def test_a_value_that_its_type_cannot_have_is_an_error(element: Element) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - float() has words of its own
        read_value(element, Clock.NUMBER)


@pytest.mark.parametrize(
    ("element", "value"),
    [
        (cell("float", "7", value="7"), 7), (cell("string", "a"), "a"),
        (cell("string", "a", "b"), None), (cell("boolean", truth="true"), None),
        (cell("float", "7", value="7", formula="of:=7"), None), (cell("float", value="x"), None),
    ],
)  # fmt: skip
def test_one_number_or_text_alone_is_plain(element: Element, value: CellValue) -> None:
    assert plain_value(element) == value


def test_spaces_that_were_written_out_count_and_comments_do_not() -> None:
    element = cell("string", "a")
    SubElement(element[0], SPACES).tail = "b"
    SubElement(SubElement(element, office("annotation")), PARAGRAPH).text = "a remark"
    assert cell_text(element) == "a b"
