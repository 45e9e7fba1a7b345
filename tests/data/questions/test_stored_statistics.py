"""What is asked of statistics: the columns of each answer, and a row known to be in it."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.questions import stored_statistics
from data.store import Store
from tests.actors import BY_A_TEST
from tests.data.questions.question import (
    PUBLISHED,
    STATISTIC_VALUE,
    Question,
    check,
    of_table,
    unasked,
)

HARBOROUGH = "E07000131"
CENSUS_DAY = date(2011, 6, 30)
PARTS = ("numerator", "denominator", "per", "nearest_denominator")
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
        stored_statistics.replaced_statistic_values,
        (HARBOROUGH,),
        [*STATISTIC_VALUE, "area_name", *PUBLISHED],
        {"code": "population", "upload": 1, "period_label": "30 June 2022"},
    ),
    Question(
        stored_statistics.statistic_codes,
        (),
        ["code", "name", "unit", "areas"],
        {"code": "4g-coverage", "areas": 413},
    ),
    Question(
        stored_statistics.statistic_areas,
        (DERIVED,),
        ["area", "area_name"],
        {"area": HARBOROUGH, "area_name": "Harborough"},
    ),
    Question(
        stored_statistics.statistic_in_period,
        ("population", CENSUS_DAY, CENSUS_DAY),
        [*STATISTIC_VALUE, *PARTS, "area_name", "area_kind", "area_parent", *PUBLISHED],
        {"area": "E06000055", "period_label": "30 June 2011", "value": 157_840.0},
    ),
    Question(
        stored_statistics.statistic_periods,
        (DERIVED, HARBOROUGH, [HARBOROUGH, "E06000055"]),
        ["period_start", "period_end", "areas", "has_home"],
        {"period_end": pd.Timestamp("2012-03-31"), "areas": 2, "has_home": True},
    ),
    Question(
        stored_statistics.figures_beside,
        (HARBOROUGH,),
        [
            *("code", "area", "area_name", "period_kind", "period_start", "period_end"),
            *("period_label", "value", "lower", "upper", "vintage"),
        ],
        {"code": "population", "area": HARBOROUGH, "value": 100_500.0},
    ),
    Question(
        stored_statistics.profile_statistics,
        (),
        of_table("profile_statistic"),
        {"part": "tile", "theme": "People", "position": 1, "statistic": "population"},
    ),
    Question(
        stored_statistics.statistic_holdings,
        (),
        [
            *("code", "figures", "areas", "authorities", "kinds", "first_start", "period_label"),
            *("period_end", "vintage"),
        ],
        {"code": "claimant-count", "figures": 10_193, "areas": 413, "period_label": "2025"},
    ),
    Question(
        stored_statistics.series_breaks,
        (),
        of_table("series_break"),
        {"statistic": "population", "starts": pd.Timestamp("2012-06-30")},
    ),
    Question(
        stored_statistics.similar_areas,
        (HARBOROUGH,),
        of_table("similar_area"),
        {"area": HARBOROUGH, "sense": "economic"},
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
        (HARBOROUGH,),
        of_table("comparison_group"),
        {"council": HARBOROUGH, "code": "chosen", "area": "E06000016", "position": 1},
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


@given(
    known=st.dictionaries(st.integers(2010, 2030), st.integers(1, 999_999), max_size=6),
    year=st.integers(2012, 2028),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rate_has_the_population_of_its_year_else_the_nearest_within_two_named(
    without_figures: Store, known: dict[int, int], year: int
) -> None:
    store = without_figures
    rows = [
        ("net-additional-dwellings", "financial_year", f"{year}-04-01", f"{year + 1}-03-31", 500),
        *(
            ("population", "instant", f"{other}-06-30", f"{other}-06-30", people)
            for other, people in known.items()
        ),
    ]
    with store.writing(*BY_A_TEST) as cursor:
        cursor.execute("DELETE FROM statistic_value")
        cursor.execute("DELETE FROM upload")
        cursor.execute("INSERT INTO upload BY NAME SELECT 1 AS upload")
        for code, kind, start, end, value in rows:
            cursor.execute(
                "INSERT INTO statistic_value BY NAME SELECT 1 AS upload, ? AS code, ? AS area, "
                "? AS period_kind, ?::DATE AS period_start, ?::DATE AS period_end, "
                "?::TEXT AS period_label, ?::DOUBLE AS value",
                [code, HARBOROUGH, kind, start, end, end[:4], value],
            )
    figures = stored_statistics.statistic_values(store, [DERIVED], [HARBOROUGH])
    near = sorted((abs(other - year), other) for other in known if abs(other - year) <= 2)
    assert len(figures) == bool(near)
    if near:
        apart, nearest = near[0]
        assert figures["denominator"].iloc[0] == known[nearest]
        named = figures["nearest_denominator"].iloc[0]
        assert named == f"Population of {nearest}" if apart else pd.isna(named)


def test_every_question_is_asked() -> None:
    assert unasked(stored_statistics, QUESTIONS) == set()
