"""What a KPI belongs to: the same measure in other plans, its parts, its neighbours."""

from collections.abc import Mapping
from datetime import date

import pytest

from insights.corporate_plans import CorporatePlan
from insights.kpi_relations import (
    MeasureElsewhere,
    PlanOrder,
    activity_cards_of,
    elsewhere,
    in_other_plans,
    neighbours,
    outcomes_of,
    parts_of,
    priorities_of,
    whole_of,
)
from insights.kpis import current_kpis
from tests.insights.plan_kpis import kpi

pytestmark = pytest.mark.usefixtures("only_read")
PLANS = [
    CorporatePlan(name, name, date(year, 4, 1), date(year + 1, 3, 31), "")
    for name, year in (("2026/27", 2026), ("2025/26", 2025), ("2024/25", 2024), ("2023/24", 2023))
]


def defined(plan: str, code: str, aliases: str = "", name: str = "Crimes") -> Mapping[str, object]:
    same = dict.fromkeys(("unit", "polarity", "frequency", "kind", "definition", "service"), "x")
    return {"plan": plan, "code": code, "aliases": aliases, "name": name, **same}


HERE = defined("2024/25", "CP 01", "OLD 1; OLD 2")


def test_the_nearest_plan_before_and_after_has_it() -> None:
    rows = [
        HERE, defined("2026/27", "CP 01"), defined("2025/26", "CP 01"), defined("2023/24", "CP 01"),
    ]  # fmt: skip
    assert [(m.order, m.plan) for m in in_other_plans(HERE, rows, PLANS)] == [
        (PlanOrder.PREDECESSOR, "2023/24"),
        (PlanOrder.SUCCESSOR, "2025/26"),
    ]


@pytest.mark.parametrize(
    ("code", "aliases", "is_same"),
    [("OLD 2", "", True), ("NEW 1", "CP 01", True), ("CP 01.1", "", False), ("NEW 1", "", False)],
)
def test_either_plan_may_name_the_other_code(code: str, aliases: str, is_same: bool) -> None:
    rows = [HERE, defined("2025/26", code, aliases)]
    assert bool(in_other_plans(HERE, rows, PLANS)) is is_same


def test_what_the_plans_say_otherwise_is_named() -> None:
    later = defined("2025/26", "CP 01", name="Recorded crimes")
    assert in_other_plans(HERE, [HERE, later], PLANS) == [
        MeasureElsewhere(PlanOrder.SUCCESSOR, "2025/26", "CP 01", "Recorded crimes", ["name"])
    ]


def test_no_other_shipped_plan_has_measures() -> None:
    assert elsewhere(kpi("CP 01")) == []


def test_a_part_and_its_whole_know_each_other() -> None:
    whole = whole_of(kpi("CP 01.1"))
    assert whole is not None
    assert whole.code == "CP 01"
    assert [part.code for part in parts_of(kpi("CP 01"))] == ["CP 01.1"]
    assert whole_of(kpi("CP 01")) is None


def test_it_stands_with_what_it_is_for() -> None:
    known = kpi("CP 07")
    assert [priority.name for priority in priorities_of(known)] == ["Healthier Lives"]
    (card,) = activity_cards_of(known)
    assert card.activity.code == "KA.02.09"
    assert outcomes_of(known) == list(card.outcomes)


def test_the_first_and_last_of_a_priority_have_one_neighbour() -> None:
    known = [each for each in current_kpis() if "place" in each.priorities]
    assert neighbours(known[0], current_kpis())[0] is None
    middle = neighbours(known[1], known)
    assert [each.code for each in middle if each] == [known[0].code, known[2].code]
    assert neighbours(known[-1], known)[1] is None
