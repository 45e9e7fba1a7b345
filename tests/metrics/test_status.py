from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.decimals import decimals_needed
from metrics.status import (
    Polarity,
    Rag,
    State,
    Tolerance,
    ToleranceKind,
    boundaries,
    display_decimals,
    is_number,
    mismatch,
    rag_status,
    reported_status,
    status_of,
)

MAX, MIN, RANGE, NONE = Polarity.MAXIMISE, Polarity.MINIMISE, Polarity.RANGE, Polarity.NONE
GREEN, AMBER, RED = Rag.GREEN, Rag.AMBER, Rag.RED
FIVE_PERCENT = Tolerance()
TWO_UNITS = Tolerance(2, ToleranceKind.ABSOLUTE)
NOTHING = Tolerance(0, ToleranceKind.ABSOLUTE)
# Nearer to 0 the numbers that can be written lie too far apart to say where amber ends.
MEASURED = st.floats(-1e6, 1e6).filter(lambda number: number == 0 or abs(number) > 1e-300)


def last_amber(value: float) -> Tolerance:
    return Tolerance(value, ToleranceKind.BOUNDARY)


@pytest.mark.parametrize(
    ("value", "target", "polarity", "tolerance", "expected"),
    [
        (98.001, 98, MAX, FIVE_PERCENT, GREEN),
        (98, 98, MAX, FIVE_PERCENT, GREEN),
        (97.999, 98, MAX, FIVE_PERCENT, AMBER),
        (93.101, 98, MAX, FIVE_PERCENT, AMBER),
        (93.1, 98, MAX, FIVE_PERCENT, AMBER),
        (93.099, 98, MAX, FIVE_PERCENT, RED),
        (19.999, 20, MIN, FIVE_PERCENT, GREEN),
        (20, 20, MIN, FIVE_PERCENT, GREEN),
        (20.001, 20, MIN, FIVE_PERCENT, AMBER),
        (21, 20, MIN, FIVE_PERCENT, AMBER),
        (21.001, 20, MIN, FIVE_PERCENT, RED),
        # 0.1 + 0.2 is not 0.3 in binary; typed figures are compared as typed.
        (0.3, 0.2, MIN, Tolerance(0.1, ToleranceKind.ABSOLUTE), AMBER),
        (1.1, 1.0, MIN, Tolerance(10), AMBER),
        (2.3, 2.3, MAX, NOTHING, GREEN),
        (2.29, 2.3, MAX, NOTHING, RED),
        (8, 10, MAX, TWO_UNITS, AMBER),
        (7.99, 10, MAX, TWO_UNITS, RED),
        # A target of 0 has amber only with an absolute tolerance.
        (0, 0, MIN, FIVE_PERCENT, GREEN),
        (0.01, 0, MIN, FIVE_PERCENT, RED),
        (2, 0, MIN, TWO_UNITS, AMBER),
        (2.01, 0, MIN, TWO_UNITS, RED),
        (-0.01, 0, MAX, FIVE_PERCENT, RED),
        # A negative target's tolerance is a share of its size.
        (-100, -100, MAX, FIVE_PERCENT, GREEN),
        (-105, -100, MAX, FIVE_PERCENT, AMBER),
        (-105.01, -100, MAX, FIVE_PERCENT, RED),
        (-100, -100, MIN, FIVE_PERCENT, GREEN),
        (-95, -100, MIN, FIVE_PERCENT, AMBER),
        (-94.99, -100, MIN, FIVE_PERCENT, RED),
        # An explicit boundary is the last amber value.
        (90, 98, MAX, last_amber(90), AMBER),
        (89.99, 98, MAX, last_amber(90), RED),
        (23, 20, MIN, last_amber(23), AMBER),
        (23.01, 20, MIN, last_amber(23), RED),
        (97, 98, MAX, last_amber(99), RED),
    ],
)
def test_a_value_on_a_boundary_takes_the_better_status(
    value: float, target: float, polarity: Polarity, tolerance: Tolerance, expected: Rag
) -> None:
    assert rag_status(value, target, polarity, tolerance) is expected


@pytest.mark.parametrize(
    ("value", "tolerance", "expected"),
    [
        (40, FIVE_PERCENT, GREEN),
        (50, FIVE_PERCENT, GREEN),
        (60, FIVE_PERCENT, GREEN),
        (39.99, FIVE_PERCENT, AMBER),
        (38, FIVE_PERCENT, AMBER),
        (37.99, FIVE_PERCENT, RED),
        (60.01, FIVE_PERCENT, AMBER),
        (63, FIVE_PERCENT, AMBER),
        (63.01, FIVE_PERCENT, RED),
        (38, TWO_UNITS, AMBER),
        (62, TWO_UNITS, AMBER),
        (62.01, TWO_UNITS, RED),
        (35, last_amber(35), AMBER),
        (60.01, last_amber(35), RED),
    ],
)
def test_a_range_target_is_green_inside_and_judged_by_the_bound_passed(
    value: float, tolerance: Tolerance, expected: Rag
) -> None:
    assert rag_status(value, 40, RANGE, tolerance, target_upper=60) is expected
    assert rag_status(value, 60, RANGE, tolerance, target_upper=40) is expected


@pytest.mark.parametrize(("value", "expected"), [(50, GREEN), (47.5, AMBER), (52.51, RED)])
def test_a_range_kpi_with_one_target_asks_for_exactly_that(value: float, expected: Rag) -> None:
    assert rag_status(value, 50, RANGE) is expected


def test_a_kpi_without_polarity_has_no_status() -> None:
    with pytest.raises(ValueError, match="without polarity"):
        rag_status(1, 1, NONE)


typed = st.decimals(-1_000_000, 1_000_000, places=3).map(float)
amounts = st.decimals(0, 100, places=2).map(float)
kinds = st.sampled_from([ToleranceKind.PERCENT, ToleranceKind.ABSOLUTE])


@given(typed, typed, amounts, kinds)
def test_maximising_a_figure_is_minimising_its_negative(
    value: float, target: float, amount: float, kind: ToleranceKind
) -> None:
    tolerance = Tolerance(amount, kind)
    assert rag_status(value, target, MAX, tolerance) == rag_status(-value, -target, MIN, tolerance)


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000), st.integers(1, 1000), amounts)
def test_a_percentage_tolerance_does_not_depend_on_the_unit(
    value: int, target: int, scale: int, amount: float
) -> None:
    tolerance = Tolerance(amount)
    in_unit = rag_status(value, target, MAX, tolerance)
    assert rag_status(value * scale, target * scale, MAX, tolerance) == in_unit


@given(typed, typed, typed, amounts)
def test_a_better_value_never_has_a_worse_status(
    number: float, other: float, target: float, amount: float
) -> None:
    order = [RED, AMBER, GREEN]
    low, high = sorted((number, other))
    worse, better = (rag_status(v, target, MAX, Tolerance(amount)) for v in (low, high))
    assert order.index(worse) <= order.index(better)


@given(typed, typed, typed, amounts)
def test_a_range_is_as_good_as_the_worse_of_its_two_bounds(
    value: float, number: float, other: float, amount: float
) -> None:
    low, high = sorted((number, other))
    tolerance = Tolerance(amount)
    sides = [rag_status(value, low, MAX, tolerance), rag_status(value, high, MIN, tolerance)]
    worst = max(sides, key=[GREEN, AMBER, RED].index)
    assert rag_status(value, low, RANGE, tolerance, high) == worst


@pytest.mark.parametrize(
    ("target", "upper", "polarity", "tolerance", "decimals", "words"),
    [
        (98, None, MAX, FIVE_PERCENT, 1, "amber 93.1 to 98.0"),
        (20, None, MIN, FIVE_PERCENT, 0, "amber 20 to 21"),
        (97, None, MAX, FIVE_PERCENT, 1, "amber 92.15 to 97.0"),
        (-100, None, MAX, FIVE_PERCENT, 0, "amber -105 to -100"),
        (20_000, None, MAX, FIVE_PERCENT, 0, "amber 19,000 to 20,000"),
        (0, None, MIN, FIVE_PERCENT, 0, "no amber"),
        (0, None, MIN, TWO_UNITS, 0, "amber 0 to 2"),
        (40, 60, RANGE, TWO_UNITS, 0, "amber 38 to 40 or 60 to 62"),
        (98, None, MAX, last_amber(90), 0, "amber 90 to 98"),
        (22.5, None, MAX, FIVE_PERCENT, 0, "amber 21.375 to 22.5"),
        (22.5, None, MIN, FIVE_PERCENT, 0, "amber 22.5 to 23.625"),
        (22.55, None, MAX, FIVE_PERCENT, 0, "amber 21.423 to 22.55"),
        (22.55, None, MIN, FIVE_PERCENT, 0, "amber 22.55 to 23.677"),
        (-22.55, None, MAX, FIVE_PERCENT, 0, "amber -23.677 to -22.55"),
        (100 / 3, None, MAX, FIVE_PERCENT, 0, "amber 31.667 to 33.333"),
        (0.0001, None, MAX, FIVE_PERCENT, 0, "amber 0.000095 to 0.000100"),
        (98, None, MAX, last_amber(99), 0, "no amber"),
    ],
)
def test_the_boundaries_are_said_in_units(  # noqa: PLR0913, PLR0917
    target: float,
    upper: float | None,
    polarity: Polarity,
    tolerance: Tolerance,
    decimals: int,
    words: str,
) -> None:
    assert boundaries(target, polarity, tolerance, upper).words(decimals) == words


@given(MEASURED, st.floats(0.01, 99), st.sampled_from([MAX, MIN]), st.integers(0, 2))
def test_no_value_between_the_printed_boundaries_is_red(
    target: float, amount: float, polarity: Polarity, decimals: int
) -> None:
    tolerance = Tolerance(amount)
    words = boundaries(target, polarity, tolerance).words(decimals)
    if words == "no amber":
        assert target == 0
        return
    low, high = (float(end.replace(",", "")) for end in words.removeprefix("amber ").split(" to "))
    assert low < high
    assert RED not in {rag_status(end, target, polarity, tolerance) for end in (low, high)}


@pytest.mark.parametrize(
    ("value", "decimals", "needed"),
    [
        (98, 1, 1),
        (93.15, 1, 2),
        (21.375, 0, 3),
        (21.3755, 0, None),
        (21.3755, 1, 4),
        (100 / 3, 2, None),
        (Decimal("0.075"), 0, 3),
        (1200, 0, 0),
    ],
)
def test_a_number_is_shown_exactly_with_up_to_three_decimals_more(
    value: float | Decimal, decimals: int, needed: int | None
) -> None:
    assert decimals_needed(value, decimals) == needed


@given(typed, amounts)
def test_the_boundaries_are_where_the_status_changes(target: float, amount: float) -> None:
    tolerance = Tolerance(amount, ToleranceKind.ABSOLUTE)
    for low, high in boundaries(target, MAX, tolerance).amber:
        assert rag_status(float(high), target, MAX, tolerance) is GREEN
        assert rag_status(float(low), target, MAX, tolerance) is AMBER
        assert rag_status(float(low - Decimal("0.001")), target, MAX, tolerance) is RED


@pytest.mark.parametrize(
    ("value", "state", "target", "target_state", "polarity", "expected"),
    [
        (98, None, 98, None, MAX, GREEN),
        (90, None, 98, None, MAX, RED),
        (None, "suppressed", 98, None, MAX, State.SUPPRESSED),
        (None, "not due", 98, None, MAX, State.NOT_DUE),
        (None, "not due", None, "data only", NONE, State.NOT_DUE),
        (None, None, 98, None, MAX, State.AWAITED),
        (float("nan"), None, 98, None, MAX, State.AWAITED),
        (98, "not comparable", 98, None, MAX, State.NOT_COMPARABLE),
        (98, None, None, None, MAX, State.NO_TARGET),
        (98, None, float("nan"), None, MAX, State.NO_TARGET),
        (98, None, None, "data only", MAX, State.DATA_ONLY),
        (98, None, 98, None, NONE, State.DATA_ONLY),
        (0, None, 0, None, MIN, GREEN),
    ],
)
def test_a_figure_without_a_status_says_why(  # noqa: PLR0913, PLR0917
    value: float | None,
    state: str | None,
    target: float | None,
    target_state: str | None,
    polarity: Polarity,
    expected: Rag | State,
) -> None:
    assert (
        status_of(
            value,
            state,
            target=target,
            target_upper=None,
            target_state=target_state,
            polarity=polarity,
        )
        is expected
    )


@pytest.mark.parametrize(("upper", "expected"), [(95, AMBER), (None, GREEN), (float("nan"), GREEN)])
def test_an_upper_target_makes_a_range(upper: float | None, expected: Rag) -> None:
    assert (
        status_of(98, None, target=90, target_upper=upper, target_state=None, polarity=MAX)
        is expected
    )


def test_a_state_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="misplaced"):
        status_of(None, "misplaced", target=98, target_upper=None, target_state=None, polarity=MAX)


@pytest.mark.parametrize(
    ("value", "target", "decimals", "status", "places"),
    [
        (97.96, 98, 1, AMBER, 2),
        (97.96, 98, 1, None, 2),
        (97.94, 98, 1, AMBER, 1),
        (98, 98, 1, GREEN, 1),
        (98.04, 98, 1, GREEN, 1),
        (20.4, 20, 0, AMBER, 1),
        (20.4, 20, 0, RED, 1),
        (20.4, 20, 0, State.DATA_ONLY, 0),
        (98, 98, 1, None, 1),
    ],
)
def test_rounding_never_makes_a_missed_target_look_met(
    value: float, target: float, decimals: int, status: Rag | State | None, places: int
) -> None:
    assert display_decimals(value, target, decimals, status) == places


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("OK", GREEN),
        ("Green", GREEN),
        ("Green star", GREEN),
        (" GREEN  STAR ", GREEN),
        ("Warning", AMBER),
        ("Amber", AMBER),
        ("Alert", RED),
        ("Red", RED),
        ("Red triangle", RED),
        ("Unknown", None),
        ("Data Only", State.DATA_ONLY),
        ("N/A", State.NOT_APPLICABLE),
        ("Complete", "Complete"),
        (" Start Later in Year ", "Start Later in Year"),
        ("", None),
        (None, None),
    ],
)
def test_reported_words_are_read(words: str | None, meaning: Rag | State | str | None) -> None:
    assert reported_status(words) == meaning


COMPUTED = {State.NOT_WORKED_OUT, State.BEGINS_LATER, State.NO_FIGURE}


@pytest.mark.parametrize("state", sorted(set(State) - COMPUTED))
def test_every_state_is_read_back_from_its_own_words(state: State) -> None:
    assert reported_status(state.value.capitalize()) is state


@pytest.mark.parametrize(
    ("reported", "computed", "differs"),
    [
        ("OK", GREEN, False),
        ("OK", AMBER, True),
        ("Red triangle", GREEN, True),
        ("Alert", RED, False),
        ("Off track", AMBER, False),
        ("🟠 Off target", AMBER, False),
        ("🔴 Not met", AMBER, True),
        ("Not met", GREEN, True),
        ("Data Only", RED, True),
        ("Green", State.NO_TARGET, False),
        ("Unknown", RED, False),
        ("Complete", RED, False),
        (None, RED, False),
    ],
)
def test_a_mismatch_is_a_reported_status_that_the_computed_one_contradicts(
    reported: str | None, computed: Rag | State, *, differs: bool
) -> None:
    assert mismatch(reported, computed) is differs


@pytest.mark.parametrize(
    ("value", "is_there"),
    [(0.0, True), (-1.5, True), (None, False), (float("nan"), False), (float("inf"), False)],
)
def test_zero_is_a_number_and_a_missing_figure_is_not(
    value: float | None, *, is_there: bool
) -> None:
    assert is_number(value) is is_there
