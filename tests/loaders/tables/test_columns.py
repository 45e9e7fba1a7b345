import pytest

from loaders.tables.columns import Column, periods_beside, superseded
from loaders.tables.headings import Heading, Role
from metrics.period import Period, quarter

Q1, Q2 = quarter(2025, 1), quarter(2025, 2)


def columns(*headings: tuple[Role, Period | None, str]) -> list[Column]:
    return [
        Column(number, Heading(role, period), text)
        for number, (role, period, text) in enumerate(headings, 1)
    ]


@pytest.mark.parametrize(
    ("second", "beside"),
    [("Target", {2: Q1, 4: Q2}), ("Goal", {})],
    ids=["the same heading again", "another heading"],
)
def test_a_target_behind_each_period_is_for_the_period_to_its_left(
    second: str, beside: dict[int, Period]
) -> None:
    headings = columns(
        (Role.VALUE, Q1, "Q1"),
        (Role.TARGET, None, "Target"),
        (Role.VALUE, Q2, "Q2"),
        (Role.TARGET, None, second),
    )
    assert periods_beside(headings) == beside


def test_one_target_behind_several_periods_is_for_none_of_them() -> None:
    headings = columns(
        (Role.VALUE, Q1, "Q1"), (Role.VALUE, Q2, "Q2"), (Role.TARGET, None, "Target")
    )
    assert periods_beside(headings) == {}


def test_provisional_figures_give_way_to_those_of_the_same_period() -> None:
    provisional, final, other = columns(
        (Role.VALUE, Q1, "Q1 provisional"), (Role.VALUE, Q1, "Q1"), (Role.VALUE, Q2, "Q2")
    )
    assert superseded([provisional, final, other]) == {1: final}
    assert superseded([final, other]) == {}
