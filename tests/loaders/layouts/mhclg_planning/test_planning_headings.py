"""Headings of planning tables: outcome, size, agreement, number or share."""

import pytest

from loaders.layouts.mhclg_planning.planning_headings import (
    Agreement,
    Outcome,
    PlanningHeading,
    planning_heading,
)

ALL, WITHOUT, WITH = Agreement


@pytest.mark.parametrize(
    ("typed", "outcome", "size", "agreement", "percent"),
    [
        ("Applications received", "received", "", ALL, False),
        ("Applications decided", "decided", "", ALL, False),
        ("Total granted; grand total (all)", "granted", "grand", ALL, False),
        ("Total decisions; (other) total (all)", "decided", "other", ALL, False),
        ("Total decisions; major total (excluding PAs)", "decided", "major", WITHOUT, False),
        ("Total decisions in time; minor total (PAs only)", "in time", "minor", WITH, False),
        (
            "Major developments decided within 13 weeks or agreed time",
            "in time",
            "major",
            ALL,
            False,
        ),
        ("% of minor decisions within 8 weeks or agreed time", "in time", "minor", ALL, True),
        ("% within 13 weeks or agreed time", "in time", "major", ALL, True),
        ("Percentage of other developments decided in time", "in time", "other", ALL, True),
    ],
)
def test_a_heading_is_read(
    typed: str, outcome: str, size: str, agreement: Agreement, percent: bool
) -> None:
    read = planning_heading(typed)
    assert read == PlanningHeading(Outcome(outcome), size, agreement, percent)


@pytest.mark.parametrize(
    "typed",
    [
        "Total refused; grand total (all)",
        "Total decisions; major dwellings (all)",
        "Total decided within 8 weeks; major total (excluding PAs)",
        "Total decided within maximum time; major dwellings (excluding PAs)",
        "Total decisions; (other) householder (all)",
        "Applications at start of quarter",
        "Applications withdrawn",
        "Applications delegated",
        "Region",
        "",
    ],
)
def test_refusals_weeks_and_types_of_development_are_not_read(typed: str) -> None:
    assert planning_heading(typed) is None
