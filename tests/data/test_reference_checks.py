import pandas as pd
import pytest

from data import reference_files
from data.reference_checks import Problem, cell_problems, link_problems
from data.reference_tables import (
    CHECKED_TABLES,
    KEYS,
    LINKS,
    PLAN_TABLES,
    REQUIRED,
    STEMS,
    TABLES,
    columns,
)

TEXTS = reference_files.texts()


def with_cells(table: str, **cells: str | None) -> dict[str, pd.DataFrame]:
    """One row of a table with other cells."""
    frame = TEXTS[table].head(1).copy()
    for column, text in cells.items():
        frame[column] = pd.Series([text], index=frame.index, dtype="str")
    return {table: frame}


@pytest.mark.parametrize(
    ("table", "cells", "expected_problem"),
    [
        ("kpi", {"tolerance": "5"}, ("tolerance_kind", "nothing", "a value beside tolerance")),
        ("kpi", {"tolerance_kind": "percent"}, ("tolerance", "nothing", "a value beside tol")),
        ("kpi", {"tolerance": "5", "tolerance_kind": "percent"}, None),
        ("kpi", {"decimals": "4"}, None),
        ("kpi", {"decimals": "5"}, ("decimals", "5", "4 at most")),
        ("kpi", {"decimals": "-1"}, ("decimals", "-1", "a whole number")),
        ("plan", {"ends": "2024-04-01", "starts": "2024-04-01"}, None),
        ("plan", {"ends": "2024-03-31", "starts": "2024-04-01"}, ("ends", "2024-03-31", "a day")),
        ("plan", {"ends": "soon"}, ("ends", "soon", "a date such as")),
        ("plan", {"starts": "0001-01-01"}, ("starts", "0001-01-01", "a day from 1990-01-01")),
        ("priority", {"code": "a/b"}, ("code", "a/b", "a code of letters")),
        ("priority", {"code": "place/"}, ("code", "place/", "a code of letters")),
        ("kpi", {"code": "DM 07/8"}, None),
        ("kpi", {"name": "n" * 120}, None),
        ("kpi", {"name": "n" * 121}, ("name", "n" * 60 + "…", "120 characters at most")),
        ("plan", {"area": None}, ("area", "nothing", "a value")),
    ],
)
def test_a_row_is_judged_by_its_own_cells(
    table: str, cells: dict[str, str | None], expected_problem: tuple[str, str, str] | None
) -> None:
    problems = [
        (problem.column, problem.found, problem.expected)
        for problem in cell_problems(with_cells(table, **cells))
    ]
    if expected_problem is None:
        assert not problems
    else:
        ((column, text, expected),) = problems
        assert (column, text) == expected_problem[:2]
        assert expected.startswith(expected_problem[2])


def test_what_a_row_names_must_be_there() -> None:
    texts = TEXTS | with_cells("kpi_summary", kpi="ZZ 99")
    (problem,) = link_problems(texts)
    assert problem == Problem("kpi_summary", 2, "kpi", "2024/25, ZZ 99", "a code", "kpi")


@pytest.mark.parametrize("table", CHECKED_TABLES.values())
def test_every_table_has_its_key_and_what_it_must_say_among_its_columns(table: str) -> None:
    named = {*KEYS[table], *REQUIRED.get(table, ())}
    named |= {c for owner, linked, _, _ in LINKS if owner == table for c in linked}
    assert named <= set(columns()[table])
    assert STEMS[table]


def test_the_tables_of_a_plan_are_those_that_name_it() -> None:
    named = {table for table in TABLES.values() if "plan" in columns()[table]}
    # How the plan words its titles comes with the software, not with a workbook of the plan.
    assert set(PLAN_TABLES) == named - {"plan_wording"}
