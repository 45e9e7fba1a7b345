from xml.etree.ElementTree import fromstring

from loaders.files.excel_dates import Clock
from loaders.files.excel_styles import GENERAL, CellStyle, styles

STYLES = """<styleSheet>
<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fills><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill>
<fill><patternFill patternType="gray125"><fgColor rgb="FFFF0000"/></patternFill></fill></fills>
<cellXfs><xf/><xf numFmtId="164" fillId="1"/><xf numFmtId="14" fillId="2"/>
<xf numFmtId="999" fillId="9"/></cellXfs></styleSheet>"""


def test_a_style_has_its_number_format_and_solid_fill() -> None:
    named = styles(fromstring(STYLES), []).named
    assert named["0"] == CellStyle()
    assert named["1"] == CellStyle("0.0%", Clock.NUMBER, "00B050")
    assert (named["2"].number_format, named["2"].fill) == ("mm-dd-yy", None)
    assert named["2"].clock is not Clock.NUMBER


def test_a_format_or_fill_that_is_not_there_is_none() -> None:
    assert styles(fromstring(STYLES), []).named["3"] == CellStyle(GENERAL)


def test_a_workbook_without_styles_has_the_plain_one() -> None:
    assert styles(fromstring("<styleSheet/>"), []).named == {"0": CellStyle()}


def test_a_workbooks_colours_take_the_place_of_the_first_of_the_palette() -> None:
    custom = """<styleSheet><colors><indexedColors><rgbColor rgb="00123456"/></indexedColors>
    </colors><fills><fill><patternFill patternType="solid"><fgColor indexed="0"/></patternFill>
    </fill></fills><cellXfs><xf fillId="0"/></cellXfs></styleSheet>"""
    assert styles(fromstring(custom), []).named["0"].fill == "123456"
