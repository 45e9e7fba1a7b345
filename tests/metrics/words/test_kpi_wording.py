"""How figures, targets and differences are written."""

from decimal import Decimal

import pytest

from metrics.kpi_figure import KpiFigure
from metrics.kpi_position import RatedOutturn
from metrics.period import quarter
from metrics.status import Rag, State
from metrics.words.kpi_wording import capital
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
        == "awaited"
    )
    gone = KpiFigure(quarter(2024, 1), None, state="suppressed")
    assert kpi_wording.outturn(RatedOutturn(gone, 95, State.SUPPRESSED)) == "suppressed"


@pytest.mark.parametrize(
    ("target", "upper", "expected"),
    [
        (95, None, "95.0%"),
        (92.25, None, "92.25%"),
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
    ("unit", "amount", "expected"),
    [
        ("percent", "12", "12 percentage points"),
        ("percent", "1", "1 percentage point"),
        ("percent", "11.94", "11.9 percentage points"),
        ("percent", "0.04", "0.04 percentage points"),
        ("percent", "-2", "2 percentage points"),
        ("percent", "0.00001", None),
        ("score", "1", "1 point"),
        ("score", "0.3", "0.3 points"),
        ("pounds", "1200", "£1,200"),
        ("days", "1", "1 day"),
        ("number", "48", "48 homes"),
        ("number", "1", "1 home"),
    ],
)
def test_a_difference_is_in_its_own_unit(unit: str, amount: str, expected: str | None) -> None:
    assert wording(unit, 1).difference(Decimal(amount)) == expected


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert (capital("year end in Q1"), capital("")) == ("Year end in Q1", "")
