"""The API's columns: what is counted is told by names, or by numbers without them."""

import pytest

from loaders.layouts.nomis.api_csv import nomis_lines, nomis_long_table
from loaders.workbook import Sheet


@pytest.mark.parametrize(
    ("headings", "is_one"),
    [
        (["DATE_NAME", "GEOGRAPHY_CODE", "OBS_VALUE"], True),
        (["date", "geography_name", "obs_value"], True),
        (["DATE_NAME", "GEOGRAPHY_CODE"], False),
        (["GEOGRAPHY_CODE", "OBS_VALUE"], False),
        (["TIME_PERIOD", "REF_AREA", "OBS_VALUE"], False),
    ],
)
def test_area_date_and_value_make_it_one(headings: list[str], is_one: bool) -> None:
    assert (nomis_long_table(Sheet("S", [headings])) is not None) is is_one


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("VARIABLE_NAME", "Things", "things"),
        ("VARIABLE", "45", "variable-45"),
        ("VARIABLE_CODE", "45", "nomis-2025"),
        ("RECORD_COUNT", "45", "nomis-2025"),
    ],
)
def test_the_code_is_made_of_what_is_counted(heading: str, value: str, code: str) -> None:
    headings = ["DATE_NAME", "GEOGRAPHY_CODE", "OBS_VALUE", heading]
    sheet = Sheet("nomis_2025", [headings, ["2023", "E07000131", "1", value]])
    table = nomis_long_table(sheet)
    assert table is not None
    assert [row.code for _, row in nomis_lines(table).rows] == [code]
