from datetime import date

import pytest

from loaders.tables.kpi_codes import KpiCodes, kpi_codes_of, reference_kpi_codes

CODES = kpi_codes_of([
    {"code": "CP HW 03", "name": "Sports activities", "members": "", "aliases": "LEISURE 3; L 3"},
    {"code": "PM TP 10-12", "name": "Emissions", "members": "PM TP 10; PM TP 11", "aliases": ""},
    {"code": "SP 01", "name": "Homes", "members": "", "aliases": "CP HW 03"},
    {"code": "SP 02", "name": "Homes", "members": "", "aliases": ""},
])  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CP HW 03", "CP HW 03"), ("cphw3", "CP HW 03"), ("CP  HW 3", "CP HW 03"),
        ("Leisure 03", "CP HW 03"), ("l3", "CP HW 03"), ("PM TP 11", "PM TP 11"),
        ("PM TP 10 \u2013 12", "PM TP 10-12"), ("XX  1", "XX 1"),
    ],
)  # fmt: skip
def test_a_code_is_known_by_any_spelling_its_aliases_and_members(typed: str, code: str) -> None:
    assert CODES.resolve(typed) == code
    assert CODES.is_known(typed) is (code != "XX 1")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("emissions", "PM TP 10-12"), ("Emissions (New)", "PM TP 10-12"),
        ("EMISSIONS*", "PM TP 10-12"), ("Emission", None), ("Homes", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_is_that_of_the_one_kpi_that_has_it(name: str, code: str | None) -> None:
    assert CODES.code_of_name(name) == code


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("CPHW3: Sports", ("CP HW 03", "Sports")),
        ("PM TP 10-12 Emissions", ("PM TP 10-12", "Emissions")),
        ("PM TP 10 - One of them", ("PM TP 10", "One of them")),
        ("XY 12 Something", ("XY 12", "Something")),
        ("CO2 emitted", (None, "CO2 emitted")),
        ("Just a name", (None, "Just a name")),
        ("SP 011 Other", ("SP 011", "Other")),
    ],
)
def test_a_cell_with_both_is_split_behind_the_longest_code(
    typed: str, parts: tuple[str | None, str]
) -> None:
    assert CODES.split(typed) == parts


def test_a_text_begins_with_a_code_only_where_the_code_ends_there() -> None:
    assert CODES.begins("SP 01 Homes")
    assert not CODES.begins("SP 012 Homes")
    assert not CODES.begins("Homes SP 01")


def test_a_date_is_led_back_to_the_codes_it_may_have_been() -> None:
    assert list(CODES.made_into(date(2024, 12, 10))) == ["PM TP 10-12"]
    assert list(CODES.made_into(date(2024, 10, 12))) == ["PM TP 10-12"]
    assert not list(CODES.made_into(date(2024, 12, 11)))


def test_the_kpis_of_the_reference_file_are_known() -> None:
    codes = reference_kpi_codes()
    assert codes.resolve("sp1") == "SP 01"
    assert KpiCodes({}).resolve("sp1") == "sp1"
