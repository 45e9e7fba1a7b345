"""What a KPI belongs to: priorities, outcomes, key activities, other measures, other plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.listed import listed
from data.questions import stored_kpis
from data.records import Record, records
from insights import cache, corporate_plans
from insights.activity_cards import ActivityCard, activity_cards
from insights.cache import remembered
from insights.corporate_plans import CorporatePlan, Priority
from insights.kpi_records import word
from insights.kpis import Kpi, kpis_of
from insights.planned_activities import activities_of_kpi
from metrics.period import Period

# What two plans may say of one measure, with the words for it, in this order.
_COMPARED = {
    "name": "name",
    "unit": "unit",
    "polarity": "which way is good",
    "frequency": "how often it is reported",
    "kind": "how figures count",
    "definition": "definition",
    "service": "service",
}


class PlanOrder(StrEnum):
    """Whether another plan came before or after."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True)
class MeasureElsewhere:
    """The same measure in the plan before or after: by its code, or one that either plan names.

    `differences` are what the two plans say of it otherwise, in words.
    """

    order: PlanOrder
    plan: str
    code: str
    name: str
    differences: Sequence[str]


def priorities_of(kpi: Kpi) -> Sequence[Priority]:
    """The priorities that it serves, in the plan's order."""
    return [known for known in corporate_plans.priorities(kpi.plan) if known.code in kpi.priorities]


def activity_cards_of(kpi: Kpi, until: date | None = None) -> Sequence[ActivityCard]:
    """The key activities that name it, as their latest report by a day has them."""
    positions = {activity.position for activity in activities_of_kpi(kpi)}
    cards = activity_cards(kpi.plan, until)
    return [card for card in cards if card.activity.position in positions]


def outcomes_of(kpi: Kpi, until: date | None = None) -> Sequence[str]:
    """The outcomes that its key activities serve, each once."""
    cards = activity_cards_of(kpi, until)
    return list(dict.fromkeys(outcome for card in cards for outcome in card.outcomes))


def parts_of(kpi: Kpi, quarter: Period | None = None) -> Sequence[Kpi]:
    """The measures that are a part of it, in the report of a quarter or else the latest."""
    kpis = kpis_of(kpi.plan, quarter=quarter)
    return [other for other in kpis if word(other.definition["parent"]) == kpi.code]


def whole_of(kpi: Kpi, quarter: Period | None = None) -> Kpi | None:
    """The measure that it is a part of, in the report of a quarter or else the latest."""
    parent = word(kpi.definition["parent"])
    kpis = kpis_of(kpi.plan, quarter=quarter)
    return next((other for other in kpis if other.code == parent), None)


def neighbours(kpi: Kpi, kpis: Sequence[Kpi]) -> tuple[Kpi | None, Kpi | None]:
    """The measures before and after it among those of its first priority, in the plan's order."""
    beside = [other for other in kpis if set(kpi.priorities[:1]) <= set(other.priorities)]
    codes = [other.code for other in beside]
    if kpi.code not in codes:
        return None, None
    position, padded = codes.index(kpi.code), [None, *beside, None]
    return padded[position], padded[position + 2]


@remembered
def elsewhere(kpi: Kpi) -> Sequence[MeasureElsewhere]:
    """The measure in the plan before that has it, and in the plan after."""
    definitions = records(cache.ask(stored_kpis.kpis))
    return in_other_plans(kpi.definition, definitions, corporate_plans.plans())


def in_other_plans(
    definition: Record, definitions: Sequence[Record], plans: Sequence[CorporatePlan]
) -> Sequence[MeasureElsewhere]:
    """The same of a KPI's definition among all `definitions`; only the nearest plans count."""
    starts = {known.plan: known.starts for known in plans}
    here = starts.get(str(definition["plan"]))
    if here is None:
        return ()
    same = [row for row in definitions if row["plan"] in starts and _is_same(definition, row)]
    before = [row for row in same if starts[str(row["plan"])] < here]
    after = [row for row in same if starts[str(row["plan"])] > here]
    nearest = {
        PlanOrder.PREDECESSOR: max(before, key=lambda row: starts[str(row["plan"])], default=None),
        PlanOrder.SUCCESSOR: min(after, key=lambda row: starts[str(row["plan"])], default=None),
    }
    return [
        MeasureElsewhere(
            order, str(row["plan"]), str(row["code"]), str(row["name"]), _apart(definition, row)
        )
        for order, row in nearest.items()
        if row is not None
    ]


def _is_same(definition: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two plans mean one measure: a code of the one is a code of the other."""
    return bool(_codes(definition) & _codes(other))


def _codes(definition: Mapping[str, object]) -> set[str]:
    return {str(definition["code"]), *listed(definition["aliases"])}


def _apart(definition: Record, other: Record) -> Sequence[str]:
    return [
        words
        for column, words in _COMPARED.items()
        if (word(definition[column]) or "") != (word(other[column]) or "")
    ]
