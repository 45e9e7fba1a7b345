"""What a file says otherwise than what is published."""

import pytest

from loaders.check import Published
from loaders.findings.codes import Severity
from metrics.period import quarter
from tests.loaders.checks.kpi_files import (
    ILLUSTRATIVE,
    checked,
    codes,
    only,
    published,
    row,
)

Q1 = quarter(2024, 1)
PUBLISHED = published(row("SP 01", Q1, 120, target=90.0))


@pytest.mark.parametrize(
    ("value", "state", "expected"),
    [
        (120, None, []),
        (120.00000000000001, None, []),
        (121, None, ["revision"]),
        (None, "awaited", ["revision"]),
    ],
)
def test_a_published_figure_that_differs_waits(
    value: float | None, state: str | None, expected: list[str]
) -> None:
    assert codes(checked([row("SP 01", Q1, value, state=state)], PUBLISHED)) == expected


def test_a_revision_says_old_new_difference_who_and_when() -> None:
    finding = only(checked([row("SP 01", Q1, 113)], PUBLISHED))
    assert finding.severity is Severity.QUARANTINE
    assert finding.message == (
        "Sheet KPIs, cell SP 01-quarter-2024-06-30: SP 01 for Q1 2024/25 was 120, now 113; "
        "expected 120, published by B. Before on 4 March 2025. Accept the correction, or leave it "
        "out so that the published figure stands."
    )


def test_a_revision_of_a_provisional_figure_says_so() -> None:
    before = published(row("SP 01", Q1, 120), provisional=True)
    assert (
        "120 (provisional), published by" in only(checked([row("SP 01", Q1, 121)], before)).message
    )


def test_a_figure_for_an_awaited_one_is_no_revision() -> None:
    before = published(row("SP 01", Q1, state="awaited"))
    assert codes(checked([row("SP 01", Q1, 120)], before)) == []


def test_a_target_alone_revises_no_figure() -> None:
    assert codes(checked([row("SP 01", Q1, target=90)], PUBLISHED)) == []


@pytest.mark.parametrize("snapshot", [None, Published()])
def test_without_anything_published_nothing_is_revised(snapshot: Published | None) -> None:
    assert codes(checked([row("SP 01", Q1, 121)], snapshot)) == []


def test_illustrative_and_real_figures_are_never_compared() -> None:
    invented = published(row("SP 01", Q1, 120), illustrative=True)
    assert codes(checked([row("SP 01", Q1, 121)], invented)) == []
    assert codes(checked([row("SP 01", Q1, 121)], PUBLISHED, ILLUSTRATIVE)) == ["illustrative"]
    result = checked([row("SP 01", Q1, 121)], invented, ILLUSTRATIVE)
    assert codes(result) == ["illustrative", "revision"]
