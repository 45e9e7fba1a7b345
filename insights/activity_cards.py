"""Key activities of one plan in one report: counted, chosen, searched, grouped by outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.questions import stored_plans
from data.records import records
from insights import cache
from insights.activity_changes import (
    ActivityChange,
    activity_changes,
    changed,
    status_counts,
    status_words,
)
from insights.cache import remembered
from insights.ownership import answers_for
from insights.reported_activities import NOT_REPORTED, ReportedActivity, reported_activities

# Choices beside the statuses.
CHANGED, SILENT = "changed", "no news"
PAST_QUARTERS = 4
TROUBLED = ("at risk", "off track")


@dataclass(frozen=True, slots=True)
class PastStatus:
    """The status of an activity in the report of a quarter, in words."""

    quarter: str
    status: str


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity as a report has it, with its statuses up to then and its outcomes in words."""

    change: ActivityChange
    history: Sequence[PastStatus]
    outcomes: Sequence[str]

    @property
    def activity(self) -> ReportedActivity:
        """What the report says of it."""
        return self.change.now

    @property
    def status(self) -> str:
        """Its status in words."""
        return status_words(self.change.now)

    @property
    def is_quiet(self) -> bool:
        """Whether it is not at risk or off track and did not change since the report before."""
        return self.status not in TROUBLED and not changed([self.change])


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The activities under an outcome; `outcome` is empty for those that serve none."""

    outcome: str
    cards: Sequence[ActivityCard]

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """How many of them have each status, in words."""
        return status_counts([card.change for card in self.cards])

    @property
    def is_quiet(self) -> bool:
        """Whether none is at risk or off track and none changed since the report before."""
        return all(card.is_quiet for card in self.cards)


@remembered
def report_ends(plan: str) -> Mapping[str, date]:
    """The quarters that there are reports of, the newest first, with their last days."""
    ends = {
        activity.quarter: activity.quarter_end
        for activity in reported_activities()
        if activity.plan == plan and activity.quarter_end
    }
    return dict(sorted(ends.items(), key=lambda item: item[1], reverse=True))


@remembered
def activity_cards(
    plan: str, until: date | None = None, owner: str | None = None
) -> Sequence[ActivityCard]:
    """Each activity of a plan once, as its latest report by a day has it, in the plan's order."""
    of_plan = [activity for activity in reported_activities() if activity.plan == plan]
    changes = activity_changes(of_plan, until)
    outcomes, histories = _outcomes(plan), _histories(of_plan, plan, until)
    in_order = sorted(changes, key=lambda change: change.now.position)
    return tuple(
        ActivityCard(
            change,
            histories[change.now.position],
            tuple(outcomes.get(code, code) for code in change.now.outcomes),
        )
        for change in in_order
        if answers_for(owner, change.now)
    )


def choices(cards: Sequence[ActivityCard]) -> Mapping[str, int]:
    """How many activities have each status, changed since the report before, and have no news."""
    changes = [card.change for card in cards]
    counts = dict(status_counts(changes))
    moved = len(changed(changes))
    silent = sum(change.is_silent for change in changes if change.is_reported)
    return counts | ({CHANGED: moved} if moved else {}) | ({SILENT: silent} if silent else {})


def chosen_cards(
    cards: Sequence[ActivityCard], choice: str | None, words: str = ""
) -> Sequence[ActivityCard]:
    """Those that fit a choice, and whose text has every word that is looked for."""
    wanted = words.casefold().split()
    return [
        card
        for card in cards
        if _fits(card, choice) and all(word in _text(card) for word in wanted)
    ]


def by_outcome(cards: Sequence[ActivityCard]) -> Sequence[CardGroup]:
    """The activities under the first outcome that each serves, those that serve none last."""
    groups: dict[str, list[ActivityCard]] = {}
    for card in cards:
        groups.setdefault(next(iter(card.outcomes), ""), []).append(card)
    last = groups.pop("", [])
    groups |= {"": last} if last else {}
    return [CardGroup(outcome, listed) for outcome, listed in groups.items()]


def _fits(card: ActivityCard, choice: str | None) -> bool:
    if choice == CHANGED:
        return bool(changed([card.change]))
    if choice == SILENT:
        return card.change.is_reported and card.change.is_silent
    return choice in (None, card.status)


def _text(card: ActivityCard) -> str:
    activity = card.activity
    parts = (
        activity.name, activity.progress, activity.next_steps, activity.lead, activity.portfolio,
        *card.outcomes,
    )  # fmt: skip
    return " ".join(parts).casefold()


def _outcomes(plan: str) -> Mapping[str, str]:
    rows = records(cache.ask(stored_plans.outcomes, plan))
    return {str(row["code"]): str(row["title"]) for row in rows}


def _histories(
    activities: Sequence[ReportedActivity], plan: str, until: date | None
) -> Mapping[int, Sequence[PastStatus]]:
    """The statuses of each activity in the plan's last reports by a day, the oldest first."""
    ends = [(end, label) for label, end in report_ends(plan).items() if not until or end <= until]
    quarters = [label for _, label in ends[:PAST_QUARTERS]][::-1]
    known = {(a.position, a.quarter): status_words(a) for a in activities}
    return {
        activity.position: tuple(_past(known, activity.position, quarters))
        for activity in activities
    }


def _past(
    known: Mapping[tuple[int, str], str], position: int, quarters: Sequence[str]
) -> Iterator[PastStatus]:
    for quarter in quarters:
        yield PastStatus(quarter, known.get((position, quarter), NOT_REPORTED))
