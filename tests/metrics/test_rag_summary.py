from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.period import Period, financial_year, month, quarter
from metrics.rag_summary import RagSummary, status_in_report, summarise
from metrics.status import Rag, State

GREEN, AMBER, RED = Rag.GREEN, Rag.AMBER, Rag.RED


def several(green: int, amber: int = 0, red: int = 0) -> list[Rag | State]:
    return [*[GREEN] * green, *[AMBER] * amber, *[RED] * red]


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        (
            several(12, 3, 2) + [State.NOT_DUE] * 3 + [State.DATA_ONLY] * 6,
            "71 % green: 12 of 17 rated; 6 data only; 3 not due",
        ),
        (several(2), "100 % green: 2 of 2 rated"),
        (several(0, 1), "0 % green: 0 of 1 rated"),
        (several(399, 1), "99 % green: 399 of 400 rated"),
        (several(1, 0, 399), "1 % green: 1 of 400 rated"),
        ([State.AWAITED], "none rated; 1 awaited"),
        ([], "none rated"),
    ],
)
def test_a_percentage_comes_with_its_counts(statuses: list[Rag | State], sentence: str) -> None:
    assert summarise(statuses).sentence == sentence


def test_statuses_are_counted_by_colour_and_by_reason() -> None:
    statuses = [*several(3, 2, 1), State.SUPPRESSED, State.DATA_ONLY, State.SUPPRESSED]
    summary = summarise(statuses)
    reasons = {State.DATA_ONLY: 1, State.SUPPRESSED: 2}
    assert summary == RagSummary(green=3, amber=2, red=1, by_state=reasons)
    assert (summary.rated, summary.total) == (6, 9)


every_status = st.sampled_from([*Rag, *State])


@given(st.lists(every_status), st.randoms())
def test_every_figure_is_counted_once_in_any_order(
    statuses: list[Rag | State], luck: Random
) -> None:
    shuffled = sorted(statuses, key=lambda _: luck.random())
    assert summarise(shuffled) == summarise(statuses)
    assert summarise(statuses).total == len(statuses)


@given(st.lists(every_status), st.sampled_from(State))
def test_a_figure_that_is_not_rated_never_moves_the_percentage(
    statuses: list[Rag | State], state: State
) -> None:
    before, after = summarise(statuses), summarise([*statuses, state])
    assert (after.green, after.rated) == (before.green, before.rated)
    assert after.sentence.partition(";")[0] == before.sentence.partition(";")[0]


@pytest.mark.parametrize(
    ("status", "period", "expected"),
    [
        (GREEN, quarter(2024, 1), GREEN),
        (GREEN, month(2024, 6), GREEN),
        (GREEN, month(2024, 5), State.NOT_DUE),
        (RED, financial_year(2023), State.NOT_DUE),
        (State.AWAITED, financial_year(2023), State.AWAITED),
    ],
)
def test_an_earlier_periods_status_is_not_counted(
    status: Rag | State, period: Period, expected: Rag | State
) -> None:
    assert status_in_report(status, period, quarter(2024, 1)) is expected


def test_an_annual_figure_counts_at_the_years_end() -> None:
    assert status_in_report(RED, financial_year(2024), quarter(2024, 4)) is RED
