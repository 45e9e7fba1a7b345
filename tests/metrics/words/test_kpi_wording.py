"""How figures, targets and differences are written."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.decimals import as_decimal
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.kpi_position import RatedOutturn
from metrics.period import quarter
from metrics.status import Polarity, Rag, State, rag_status
from metrics.variance import Variance, variance_from_target
from metrics.words.kpi_wording import capital
from metrics.year_to_date import ProfileMethod
from tests.metrics.any_kpi import wording


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "expected"),
    [
        ("number", 0, 42, "42 homes"),
        ("number", 0, 1, "1 home"),
        ("number", 0, -1, "-1 home"),
        ("number", 0, 0, "0 homes"),
        ("number", 0, 1.4, "1 home"),
        ("number", 1, 1, "1.0 homes"),
        ("percent", 1, 83.14, "83.1%"),
        ("pounds", 0, 24246, "£24,246"),
        ("days", 0, 1, "1 day"),
    ],
)
def test_a_value_has_its_unit_and_what_is_counted(
    unit: str, decimals: int, value: float, expected: str
) -> None:
    assert wording(unit, decimals).amount(value) == expected


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        (94.96, Rag.AMBER, "94.96%"),
        (94.996, Rag.AMBER, "94.996%"),
        (95.04, Rag.GREEN, "95.0%"),
        (95.0, Rag.GREEN, "95.0%"),
        (83.14, Rag.RED, "83.1%"),
        (98.04, Rag.AMBER, "98.04%"),
    ],
)
def test_rounding_never_hides_a_miss_at_either_end(
    value: float, status: Rag, expected: str
) -> None:
    rated = RatedOutturn(KpiFigure(quarter(2024, 1), value), 95, status, target_upper=98)
    assert wording("percent", 1).outturn(rated) == expected


def test_a_missing_figure_is_its_state() -> None:
    kpi_wording = wording("percent", 1)
    assert (
        kpi_wording.outturn(RatedOutturn(KpiFigure(quarter(2024, 1), None), 95, State.AWAITED))
        == "no figure yet"
    )
    gone = KpiFigure(quarter(2024, 1), None, state="suppressed")
    assert kpi_wording.outturn(RatedOutturn(gone, 95, State.SUPPRESSED)) == "suppressed"


@pytest.mark.parametrize(
    ("target", "upper", "expected"),
    [
        (95, None, "95.0%"),
        (92.25, None, "92.25%"),
        (92.2575, None, "92.26%"),
        (100 / 3, None, "33.3%"),
        (90, 95.5, "90.0% to 95.5%"),
        (90, 90, "90.0%"),
        (0, None, "0.0%"),
    ],
)
def test_a_target_is_written_as_it_was_set(
    target: float, upper: float | None, expected: str
) -> None:
    assert wording("percent", 1).target(target, upper) == expected


@pytest.mark.parametrize(
    ("unit", "amount", "places", "expected"),
    [
        ("percent", "12", 1, "12.0 percentage points"),
        ("percent", "1", 0, "1 percentage point"),
        ("percent", "1", 1, "1.0 percentage points"),
        ("percent", "11.94", 1, "11.9 percentage points"),
        ("percent", "0.25", 1, "0.3 percentage points"),
        ("percent", "-2", 0, "2 percentage points"),
        ("percent", "0.04", 1, None),
        ("score", "1", 0, "1 point"),
        ("score", "0.3", 1, "0.3 points"),
        ("pounds", "1200", 0, "£1,200"),
        ("days", "1", 0, "1 day"),
        ("number", "48", 0, "48 homes"),
        ("number", "1", 0, "1 home"),
    ],
)
def test_a_difference_is_in_its_own_unit(
    unit: str, amount: str, places: int, expected: str | None
) -> None:
    assert wording(unit, 1).difference(Decimal(amount), places) == expected


@pytest.mark.parametrize(
    ("decimals", "value", "target", "expected"),
    [
        (1, 56.50, 56.54, ("56.50%", "56.54%", "0.04 percentage points below")),
        (1, 83.14, 92.25, ("83.14%", "92.25%", "9.11 percentage points below")),
        (0, 89.5, 90.5, ("89.5%", "90.5%", "1.0 percentage points below")),
        (1, 83.1, 95, ("83.1%", "95.0%", "11.9 percentage points below")),
        (1, 83.1, 92.2537, ("83.10%", "92.25%", "9.15 percentage points below")),
        (0, 82.5, 95, ("83%", "95%", "12 percentage points below")),
        (1, 94.99996, 95, ("95.0000%", "95.0000%", "just below")),
    ],
)
def test_what_is_printed_of_a_miss_reconciles(
    decimals: int, value: float, target: float, expected: tuple[str, str, str]
) -> None:
    rated = RatedOutturn(KpiFigure(quarter(2024, 1), value), target, Rag.RED)
    written = wording("percent", decimals)
    missed = Variance(as_decimal(value), as_decimal(target))
    assert (
        written.outturn(rated),
        written.target_of(rated),
        missed.words(written, written.places(rated)),
    ) == expected


def test_a_target_that_was_worked_out_has_the_kpis_decimals() -> None:
    rated = RatedOutturn(
        KpiFigure(quarter(2024, 1), 42), 22.5, Rag.GREEN, method=ProfileMethod.STRAIGHT_LINE
    )
    assert (wording("number", 0).outturn(rated), wording("number", 0).target_of(rated)) == (
        "42 homes",
        "23",
    )


def test_a_whole_count_has_no_decimals_beside_a_target_that_does() -> None:
    figure = KpiFigure(quarter(2024, 3), 3)
    rated = RatedOutturn(figure, 3.075, Rag.AMBER, method=ProfileMethod.STRAIGHT_LINE)
    written = wording("number", 0)
    assert (written.outturn(rated), written.target_of(rated)) == ("3 homes", "3.1")


def test_a_range_in_words_has_its_unit_once() -> None:
    assert wording("score", 1).target(0, 1.5) == "0.0 to 1.5 out of 10"
    assert wording("percent", 1).target(90, 95) == "90.0% to 95.0%"


AMOUNTS = st.decimals(0, 200, places=4).map(float)


@settings(max_examples=400)
@given(AMOUNTS, AMOUNTS, st.integers(0, 2), st.sampled_from([Polarity.MAXIMISE, Polarity.MINIMISE]))
def test_printed_figures_their_difference_and_their_status_never_contradict(
    value: float, target: float, decimals: int, polarity: Polarity
) -> None:
    status = rag_status(value, target, polarity)
    rated = RatedOutturn(KpiFigure(quarter(2024, 1), value), target, status)
    written = wording("percent", decimals)
    outturn, aimed_at = written.outturn(rated)[:-1], written.target_of(rated)[:-1]
    places = written.places(rated)
    assert decimals <= places <= decimals + 3
    assert len(outturn.partition(".")[2]) == len(aimed_at.partition(".")[2]) == places
    rules = KpiRules(polarity, KpiKind.RATIO, "quarterly", decimals)
    variance = variance_from_target(rated, rules)
    apart = abs(Decimal(outturn) - Decimal(aimed_at))
    if variance is None:
        above = Decimal(outturn) >= Decimal(aimed_at)
        assert above if polarity is Polarity.MAXIMISE else Decimal(outturn) <= Decimal(aimed_at)
        return
    number = variance.words(written, places).split(" ")[0]
    assert number == ("just" if not apart else f"{apart:.{places}f}")


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (capital("year end in Q1"), capital("")) == ("Year end in Q1", "")
