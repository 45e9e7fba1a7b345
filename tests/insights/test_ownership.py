"""Who answers for what: the plan, then a file, then the activities; counted once each."""

import pytest

from insights.ownership import (
    OwnerRole,
    activities_for,
    answers_for,
    kpis_for,
    owner_roles,
    owners_of,
    without_lead,
)
from insights.reported_activities import NONE_NAMED
from tests.insights.plan_kpis import kpi, stored_otherwise
from tests.pages import shipped

pytestmark = pytest.mark.usefixtures("only_read")


def test_the_plan_says_who_answers_before_a_file_does() -> None:
    in_file = kpi("RB 01")
    owners = owners_of(in_file, OwnerRole.PORTFOLIO)
    assert owners.sentence == "Finance (from the file illustrative-kpi-export.xlsx)"
    planned = stored_otherwise(in_file, definition={**in_file.definition, "portfolio": "Strategy"})
    assert owners_of(planned, OwnerRole.PORTFOLIO).sentence == "Strategy (from the plan 2024/25)"


def test_the_newest_file_that_names_somebody_counts() -> None:
    in_file = kpi("RB 01")
    figures = [*in_file.figures, {**in_file.figures[-1], "lead": "Head of Housing"}]
    named = stored_otherwise(in_file, figures=figures)
    assert owners_of(named, OwnerRole.LEAD).names == ("Head of Housing",)


def test_without_plan_and_file_nobody_is_named_but_by_activities() -> None:
    known = kpi("RB 01")
    alone = stored_otherwise(known, figures=[])
    assert owners_of(alone, OwnerRole.LEAD).sentence == ""
    assert without_lead([alone, known]) == [alone]


def test_a_fresh_copy_has_the_six_portfolios_and_leads_by_role() -> None:
    roles = owner_roles()
    portfolios = [name for name, role in roles.items() if role is OwnerRole.PORTFOLIO]
    assert portfolios == [
        "Communities", "Corporate", "Finance", "Regulatory", "Strategy", "Wellbeing",
    ]  # fmt: skip
    leads = {name for known in kpis_for(None) for name in owners_of(known, OwnerRole.LEAD).names}
    assert leads
    assert all(name.startswith("Head of ") for name in leads)


@pytest.mark.parametrize("role", OwnerRole)
def test_every_kpi_is_somebodys_in_each_role_and_in_one_only(role: OwnerRole) -> None:
    names = [name for name, known in owner_roles().items() if known is role]
    counted = sum(
        name in owners_of(known, role).names for name in names for known in kpis_for(name)
    )
    assert counted == len(kpis_for(None)) == shipped.KPIS


def test_a_lead_has_the_activities_that_name_him_and_no_other() -> None:
    mine = activities_for("D. Atkinson")
    assert len(mine) == 11
    assert {change.now.lead for change in mine} == {"D. Atkinson"}


def test_an_activity_that_names_nobody_is_of_those_who_answer_for_its_kpis() -> None:
    (change,) = (c for c in activities_for(None) if c.now.title.startswith("Review council prop"))
    assert change.now.portfolio == NONE_NAMED
    assert answers_for("Finance", change.now)
    assert not answers_for("Wellbeing", change.now)
