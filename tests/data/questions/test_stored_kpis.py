"""What is asked of KPIs: the columns of each answer, and a row that is known to be in it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.questions import stored_kpis
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import upload, value
from tests.data.questions.question import (
    KPI_VALUE,
    PUBLISHED,
    Question,
    check,
    of_table,
    unasked,
)

PLAN = "2024/25"
YEAR = pd.Timestamp("2024-04-01")
SHIPPED = "Shipped with the software"
QUESTIONS = [
    Question(
        stored_kpis.kpis,
        (),
        [
            *of_table("kpi"),
            "priorities",
            "official_title",
            "stated",
            "singular",
            "plural",
            "confirmed",
        ],
        {"plan": PLAN, "code": "CCS 06", "polarity": "maximise", "priorities": "place"},
    ),
    Question(
        stored_kpis.targets,
        (PLAN,),
        ["code", "name", "unit", "decimals", "target", "target_upper", "target_state", "period"],
        {"code": "CCS 06", "target": None, "period": "2024/25"},
    ),
    Question(
        stored_kpis.kpi_activities,
        (PLAN, "SP 01"),
        ["position", "code", "title"],
        {"position": 3, "code": "KA.01.07"},
    ),
    Question(
        stored_kpis.kpi_values,
        (),
        [*KPI_VALUE, *PUBLISHED, "illustrative", "target_illustrative"],
        {"code": "CP 02", "period_label": "Q1 2020/21", "upload": 8, "illustrative": False},
    ),
    Question(
        stored_kpis.kpis_that_go_on,
        (),
        ["stored_under", "code", "plan"],
        {"stored_under": PLAN, "code": "SP 01", "plan": PLAN},
    ),
    Question(
        stored_kpis.kpi_services,
        (),
        ["plan", "code", "service", "file"],
        {"plan": PLAN, "code": "SP 01", "service": "Housing"},
    ),
    Question(
        stored_kpis.kpi_history,
        (PLAN, "SP 01"),
        [*KPI_VALUE, *PUBLISHED, "illustrative", "withdrawn", "stands", "counts"],
        {
            "upload": 4,
            "value": 11.0,
            "withdrawn": True,
            "stands": False,
            "published_by": "A. Analyst",
        },
    ),
    Question(
        stored_kpis.replaced_kpi_values,
        (),
        [*KPI_VALUE, *PUBLISHED, "illustrative"],
        {"code": "CP 02", "upload": 7, "illustrative": False},
    ),
    Question(
        stored_kpis.real_and_illustrative_figures,
        (),
        [
            *("illustrative", "plan", "code", "period_kind", "period_start", "period_end"),
            *("value", "state", "provisional", "published_by", "published_at"),
            *("target", "target_upper"),
        ],
        {"code": "SP 01", "period_start": YEAR, "period_kind": "financial_year", "value": 99.0},
    ),
    Question(
        stored_kpis.last_kpi_uploads,
        (),
        ["layout", "illustrative", *PUBLISHED, "code", "rows"],
        {"layout": "KPI tables", "code": "CCS 06", "rows": 25, "published_by": SHIPPED},
    ),
    Question(
        stored_kpis.kpi_counterparts,
        (PLAN,),
        of_table("kpi_counterpart"),
        {"statistic": "affordable-housing-completions", "relation": "same"},
    ),
    Question(
        stored_kpis.kpi_summary,
        (PLAN,),
        of_table("kpi_summary"),
        {"kpi": "SP 01", "priority": "place", "text": "Affordable homes completed in the year"},
    ),
    Question(
        stored_kpis.kpi_events,
        (PLAN,),
        [
            *("event", "plan", "code", "day", "kind", "words", "set_aside", "said_by"),
            "said_at",
        ],
        {"code": "SP 01", "kind": "note", "words": "A new site opened"},
    ),
    Question(
        stored_kpis.kpi_changes,
        (4,),
        [
            *KPI_VALUE,
            *("published_by", "old_value", "old_state", "old_target", "old_target_upper"),
            *("old_reported_status", "old_note", "old_upload", "old_by", "change"),
        ],
        {"code": "SP 01", "value": 11.0, "change": "new", "reported_status": None},
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_an_answer_has_its_columns_and_a_known_row(question: Question, asked: Store) -> None:
    check(question, asked)


def test_every_question_is_asked() -> None:
    assert unasked(stored_kpis, QUESTIONS) == set()


@pytest.fixture
def sampled(without_figures: Store) -> Store:
    """Upload 1 has an invented figure of each of two KPIs for Q1 2024/25."""
    sample = replace(upload(b"sample"), illustrative=True)
    without_figures.publish(ANALYST, sample, {"kpi_value": value(10, rows=2).assign(target=8.0)})
    return without_figures


def counting(store: Store) -> list[tuple[str, float]]:
    values = stored_kpis.kpi_values(store)
    return list(values[["code", "value"]].itertuples(index=False, name=None))


def test_a_real_figure_takes_the_invented_ones_of_its_plan_off_until_it_is_withdrawn(
    sampled: Store,
) -> None:
    of_another_period = value(12, date(2025, 1, 1))
    real = sampled.publish(ANALYST, upload(b"real"), {"kpi_value": of_another_period})
    assert counting(sampled) == [("SP 01", 12)]
    sampled.withdraw(ANALYST, real, "wrong")
    assert counting(sampled) == [("SP 01", 10), ("SP 02", 10)]
    # A word in place of the figure is a report too.
    word = of_another_period.assign(value=None, state="suppressed")
    sampled.publish(ANALYST, upload(b"word"), {"kpi_value": word})
    (row,) = stored_kpis.kpi_values(sampled).to_dict("records")
    assert (row["code"], row["state"]) == ("SP 01", "suppressed")


@pytest.mark.parametrize("starts", [date(2024, 4, 1), date(2025, 1, 1)])
def test_a_word_for_what_is_awaited_takes_no_invented_figure_off(
    sampled: Store, starts: date
) -> None:
    awaited = value(0, starts).assign(value=None, state="awaited")
    sampled.publish(ANALYST, upload(b"word"), {"kpi_value": awaited})
    assert list(stored_kpis.kpi_values(sampled)["value"].dropna()) == [10, 10]


def test_an_invented_figure_does_not_come_back_in_the_next_plan(sampled: Store) -> None:
    kpis = stored_kpis.kpis(sampled)
    goes_on = kpis.loc[(kpis["plan"] == PLAN) & (kpis["code"] == "SP 01"), ["code", "unit"]]
    in_next_plan = goes_on.assign(plan="2025/26", position=1, name="Goes on", removed=False)
    sampled.publish(ANALYST, upload(b"plan"), {"uploaded_kpi": in_next_plan})
    assert counting(sampled) == [("SP 01", 10), ("SP 02", 10), ("SP 01", 10)]
    real = value(12, rows=2).iloc[1:]
    sampled.publish(ANALYST, upload(b"real"), {"kpi_value": real})
    assert counting(sampled) == [("SP 02", 12)]
    # Nor is it in the plan before once the next has a real one.
    sampled.publish(ANALYST, upload(b"next"), {"kpi_value": value(13).assign(plan="2025/26")})
    assert counting(sampled) == [("SP 01", 13), ("SP 02", 12), ("SP 01", 13)]


def test_a_real_figure_of_another_plan_leaves_the_invented_ones(sampled: Store) -> None:
    of_another_plan = value(12).assign(plan="2019/20", code="OLD 01")
    sampled.publish(ANALYST, upload(b"old"), {"kpi_value": of_another_plan})
    assert counting(sampled) == [("OLD 01", 12), ("SP 01", 10), ("SP 02", 10)]


def test_a_target_alone_leaves_the_invented_figures_and_is_not_invented_itself(
    sampled: Store,
) -> None:
    target = value(0).assign(value=None, target=9.0)
    sampled.publish(ANALYST, upload(b"target"), {"kpi_value": target})
    assert counting(sampled) == [("SP 01", 10), ("SP 02", 10)]
    marks = stored_kpis.kpi_values(sampled)[["target", "illustrative", "target_illustrative"]]
    assert marks.to_numpy().tolist() == [[9, True, False], [8, True, True]]
    # The invented target is no part of the plan that is given out.
    targets = stored_kpis.targets(sampled, PLAN)["target"].dropna()
    assert list(targets) == [9]
