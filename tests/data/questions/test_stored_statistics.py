"""What is asked of statistics: the columns of each answer, and a row known to be in it."""

import pandas as pd
import pytest

from data.questions import stored_statistics
from data.store import Store
from tests.data.questions.question import (
    PUBLISHED,
    STATISTIC_VALUE,
    Question,
    check,
    of_table,
    unasked,
)

HARBOROUGH = "E07000131"
PARTS = ("numerator", "denominator", "per")
DERIVED = "net-additional-dwellings-per-1000"
QUESTIONS = [
    Question(
        stored_statistics.statistics,
        (),
        of_table("statistic"),
        {"code": "population", "position": 1, "publisher": "Office for National Statistics"},
    ),
    Question(
        stored_statistics.statistic_values,
        (["population"], [HARBOROUGH]),
        [*STATISTIC_VALUE, *PARTS, "area_name", *PUBLISHED],
        {"period_label": "30 June 2022", "value": 100_500.0, "upload": 6},
    ),
    Question(
        stored_statistics.statistic_codes,
        (),
        ["code", "name", "unit", "areas"],
        {"code": "4g-coverage", "areas": 29},
    ),
    Question(
        stored_statistics.statistic_everywhere,
        ("population",),
        [*STATISTIC_VALUE, *PARTS, "area_name", "area_kind", *PUBLISHED],
        {"area": "E06000055", "period_label": "30 June 2011", "value": 157_840.0},
    ),
    Question(
        stored_statistics.statistic_revisions,
        ("population", [HARBOROUGH]),
        ["area_name", "period_label", "period_end", "old", "old_vintage", "new", "new_vintage"],
        {
            "area_name": "Harborough",
            "old": 100_481.0,
            "old_vintage": pd.Timestamp("2024-03-26"),
            "new": 100_500.0,
        },
    ),
    Question(
        stored_statistics.comparison_groups,
        (),
        of_table("comparison_group"),
        {"code": "england", "area": "E92000001", "position": 1},
    ),
    Question(
        stored_statistics.areas,
        (),
        of_table("area"),
        {"code": HARBOROUGH, "name": "Harborough", "parent": "E10000018"},
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_an_answer_has_its_columns_and_a_known_row(question: Question, asked: Store) -> None:
    check(question, asked)


def test_a_statistic_worked_out_of_two_is_their_quotient(asked: Store) -> None:
    figures = stored_statistics.statistic_values(asked, [DERIVED], [HARBOROUGH])
    assert not figures.empty
    quotients = figures["per"] * figures["numerator"] / figures["denominator"]
    pd.testing.assert_series_equal(figures["value"], quotients, check_names=False)


def test_every_question_is_asked() -> None:
    assert unasked(stored_statistics, QUESTIONS) == set()
