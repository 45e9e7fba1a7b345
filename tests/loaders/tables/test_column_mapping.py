"""Columns named by hand: by their headings, as JSON, and what their words make likely."""

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import FirstRows, StatisticKey
from loaders.tables.column_mapping import (
    MAPPABLE,
    ColumnMapping,
    from_json,
    from_stored,
    likely_heading_row,
    likely_role,
    signature_of,
    stored,
    to_json,
    what_is_missing,
)
from loaders.tables.headings import Role
from loaders.workbook import CellValue

MAPPINGS = st.builds(
    ColumnMapping,
    st.lists(st.text()).map(tuple),
    st.dictionaries(st.integers(0, 40), st.sampled_from(MAPPABLE)),
)
MEASURES = st.builds(StatisticKey, st.text(), st.text(), st.text())
OF_AREAS = st.dictionaries(st.integers(1, 40), MEASURES, min_size=1).map(
    lambda measures: ColumnMapping(
        ("area",), {0: Role.AREA, **dict.fromkeys(measures, Role.FIGURE)}, measures
    )
)


@given(MAPPINGS | OF_AREAS)
def test_any_mapping_comes_back_the_same(mapping: ColumnMapping) -> None:
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping
    assert from_stored(*stored(mapping)) == mapping


@given(MAPPINGS)
def test_the_order_in_which_columns_were_named_does_not_matter(mapping: ColumnMapping) -> None:
    other = ColumnMapping(mapping.signature, dict(sorted(mapping.roles.items(), reverse=True)))
    assert stored(mapping) == stored(other)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"signature": ["ref"]},
        {"signature": "ref", "roles": {}},
        {"signature": ["ref"], "roles": ["code"]},
        {"signature": ["ref"], "roles": {"0": "colour"}},
        {"signature": ["ref"], "roles": {"first": "code"}},
        {"signature": ["ref"], "roles": {"0": ["figure", "population"]}},
        {"signature": ["ref"], "roles": {"0": []}},
    ],
)
def test_what_is_no_mapping_is_an_error(value: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(value)


@pytest.mark.parametrize(
    ("row", "signature"),
    [
        ([None, "Ref No.", "", "What we count", None], ("ref no", "", "what we count")),
        (["REF NO", None, "What  we count:"], ("ref no", "", "what we count")),
        (["***", 2012.0, "2013-14", "Q1 2024/25"], ("***", "2012", "2013 14", "q1 2024 25")),
        (["Ref", date(2024, 4, 1), "12 months"], ("ref", "2024 04 01", "12 months")),
        ([None, "", "  "], ()),
        ([], ()),
    ],
)
def test_headings_are_known_by_their_words(
    row: list[str | float | None], signature: object
) -> None:
    assert signature_of(row) == signature


@pytest.mark.parametrize(
    "cell",
    [
        12, 12.0, 2019.5, True, "12", "1,398", "5%", "£3.2m", "(3)", "-7.5", "E07000131",
        date(2024, 4, 2), time(9), "2024-04-01", "2024-01-01/P1Y", "30/06/2024",
        "#VALUE!", " #N/A ",
    ],
)  # fmt: skip
def test_a_row_with_a_figure_a_day_a_code_or_an_error_is_no_heading(cell: CellValue) -> None:
    assert signature_of(["Ref", cell, "What we count"]) == ()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("PI Ref", Role.CODE),
        ("Indicator Description", Role.NAME),
        ("Q1 2024/25", Role.VALUE),
        ("Q1", Role.VALUE),
        ("Apr 2024", Role.VALUE),
        ("Q1 2024/25 Target", Role.TARGET),
        ("Period", Role.PERIOD),
        ("RAG", Role.STATUS),
        ("Direction of Travel", None),
        ("2024/05", None),
        ("Our reference", None),
        ("", None),
    ],
)
def test_a_heading_that_is_known_says_what_its_column_likely_holds(
    heading: str, role: Role | None
) -> None:
    assert likely_role(heading) == role


def first_rows(*rows: tuple[str, ...], first: int = 3) -> FirstRows:
    return FirstRows("KPIs", first, rows, [signature_of(row) for row in rows])


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        (first_rows(("A title",), ("Code", "Oddity"), ("CP 01", "12")), 4),
        (first_rows(("A title",), ("Our ref", "We count"), ("CP 01", "12")), 4),
        (first_rows(("", "2010-11", "2011-12"), ("State", "Measure", "Oddity")), 4),
        (first_rows(("Our ref", "Q1 2024/25"), ("CP 01", "12", "13", "14")), 3),
        (first_rows(("a", "b"), ("c", "d"), first=1), 1),
        (first_rows((), ("", "")), None),
    ],
)
def test_the_row_that_looks_like_headings_is_offered_first(
    sheet: FirstRows, row: int | None
) -> None:
    assert likely_heading_row(sheet) == row


def test_a_row_that_can_be_no_headings_is_not_offered() -> None:
    sheet = FirstRows("KPIs", 1, [("Code", "Value"), ("Ref", "Oddity")], [(), ("ref", "oddity")])
    assert likely_heading_row(sheet) == 2


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ((), "code or name"),
        ((Role.VALUE,), "code or name"),
        ((Role.CODE, Role.PERIOD, Role.NOTE), "value or a target"),
        ((Role.CODE, Role.VALUE), None),
        ((Role.NAME, Role.TARGET), None),
        ((Role.CODE_AND_NAME, Role.VALUE), None),
        ((Role.FIGURE,), "holds the area"),
        ((Role.FIGURE, Role.CODE, Role.VALUE), "holds the area"),
        ((Role.AREA, Role.PERIOD), "hold figures"),
        ((Role.AREA, Role.FIGURE, Role.NOTE), "not both"),
        ((Role.AREA, Role.FIGURE), None),
        ((Role.AREA, Role.AREA, Role.PERIOD, Role.FIGURE), None),
    ],
)
def test_a_table_needs_a_kpi_or_an_area_and_figures(
    roles: tuple[Role, ...], words: str | None
) -> None:
    missing = what_is_missing(dict(enumerate(roles)))
    assert missing is None if words is None else words in (missing or "")
