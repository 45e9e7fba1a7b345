from xml.etree.ElementTree import fromstring

import pytest

from loaders.files.excel_styles import CellStyle
from loaders.files.ods_styles import OdsStyles, number_format_of

STYLES = """<styles>
<percentage-style name="N1"><number decimal-places="1"/><text>%</text></percentage-style>
<style name="base" family="table-cell" data-style-name="N1"/>
<style name="green" family="table-cell" parent-style-name="base">
<table-cell-properties background-color="#00b050"/></style>
<style name="clear" family="table-cell" parent-style-name="green">
<table-cell-properties background-color="transparent"/></style>
<style name="loop" family="table-cell" parent-style-name="loop"/>
<style name="off" family="table"><table-properties display="false"/></style>
</styles>"""


@pytest.mark.parametrize(
    ("name", "number_format", "fill"),
    [
        ("base", "0.0%", None), ("green", "0.0%", "00B050"), ("clear", "0.0%", None),
        ("loop", "General", None), ("unknown", "General", None), ("", "General", None),
    ],
)  # fmt: skip
def test_a_cell_style_takes_from_its_parents_what_it_does_not_say(
    name: str, number_format: str, fill: str | None
) -> None:
    style = OdsStyles(fromstring(STYLES)).cell(name)
    assert (style.number_format, style.fill) == (number_format, fill)
    assert isinstance(style, CellStyle)


def test_a_sheet_is_hidden_by_the_style_of_its_table() -> None:
    styles = OdsStyles(fromstring(STYLES))
    assert not styles.shows_table("off")
    assert styles.shows_table("unknown")


@pytest.mark.parametrize(
    ("entry", "number_format"),
    [
        ("<number-style><number/></number-style>", "General"),
        ('<number-style><number decimal-places="0" grouping="true"/></number-style>', "#,##0"),
        ('<number-style><number decimal-places="2"/><text> days</text></number-style>',
         '0.00" days"'),
        ('<date-style><day style="long"/><text>/</text><month/><text>/</text>'
         '<year style="long"/></date-style>', "dd/m/yyyy"),
        ('<time-style truncate-on-overflow="false"><hours/><text>:</text>'
         '<minutes style="long"/></time-style>', "[h]:mm"),
    ],
)  # fmt: skip
def test_a_format_is_written_as_excel_writes_it(entry: str, number_format: str) -> None:
    assert number_format_of(fromstring(entry)) == number_format
