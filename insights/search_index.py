"""Everything that can be looked for by words: measures, activities, outcomes, statistics, areas.

Words are compared without case, hyphens and accents, codes without spaces too; small slips are
forgiven by rapidfuzz.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from insights import corporate_plans
from insights.cache import remembered
from insights.everyday_words import everyday_words
from insights.kpi_records import word
from insights.kpis import current_kpis, current_plan, has_plan
from insights.ownership import earlier_owners, owner_roles, service_of
from insights.reported_activities import ReportedActivity, reported_activities
from insights.selectable_statistics import selectable_areas, selectable_statistics

# Of 100, how alike words must be that are not the same: `tippnig` is `tipping` at 86.
ALIKE, HAS_WORDS = 80, 200
MOST_HITS = 25
# A whole name, words of a name, words of the text and likeness: each a hundred.
A_WAY_TO_FIT = 100
# Lists show what stands before it; what follows is for finding only.
SEPARATOR = "\u2063"
_HYPHENATED = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")


class EntryKind(StrEnum):
    """What is looked for, in the order in which equals are listed."""

    MEASURE = "measure"
    ACTIVITY = "key activity"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    STATISTIC = "statistic"
    OWNER = "my area"
    AREA = "area"
    PAGE = "page"


# What is no council's own.
PUBLISHED = (EntryKind.STATISTIC, EntryKind.AREA)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something to go to: `key` names it among its kind.

    `other_names` are codes and aliases, `text` what else is written of it, such as progress;
    `called` what residents call it, `progress` how far it is in its last report, which may be
    `illustrative`.
    """

    kind: EntryKind
    key: str
    name: str
    other_names: Sequence[str] = ()
    text: str = ""
    called: str = ""
    progress: str = ""
    illustrative: bool = False

    @property
    def label(self) -> str:
        """Its name and all by which it may be found, as one line of a list that is filtered."""
        code = f" ({self.other_names[0]})" if self.other_names and self.other_names[0] else ""
        others = [*self.other_names[1:], *_spellings(self.name), self.text, self.called]
        words = " ".join(filter(None, others))
        closing = f"{SEPARATOR}: {words}" if words else ""
        return f"{self.name}{code}, {self.kind}{closing}"


@remembered
def search_entries() -> Sequence[SearchEntry]:
    """Everything that can be found, in the order of EntryKind; pages know their own."""
    return (
        *_measures(),
        *_activities(),
        *_plan_words(),
        *_statistics(),
        *_owners(),
        *_areas(),
    )


@remembered
def entries_by_label() -> Mapping[str, SearchEntry]:
    """The same by the line that a list shows and is filtered by."""
    return {entry.label: entry for entry in search_entries()}


def hits(entries: Iterable[SearchEntry], text: str, most: int = MOST_HITS) -> Sequence[SearchEntry]:
    """The entries that some words mean, the nearest first; none where nothing is alike.

    Of those that have the words in equal ways the council's own come before what is published.
    """
    asked = _normal(text)
    if not asked:
        return ()
    rated = [(score, entry) for entry in entries if (score := _score(entry, asked)) >= ALIKE]
    # What is only like the words says nothing beside what has them.
    if any(score >= HAS_WORDS for score, _ in rated):
        rated = [hit for hit in rated if hit[0] >= HAS_WORDS]
    rated.sort(key=lambda hit: _place(*hit))
    return [entry for _, entry in rated[:most]]


def first_hits(entries: Iterable[SearchEntry], text: str) -> tuple[Sequence[SearchEntry], bool]:
    """As many hits as a page lists, and whether there are more."""
    nearest = hits(entries, text, MOST_HITS + 1)
    return nearest[:MOST_HITS], len(nearest) > MOST_HITS


def _place(score: float, entry: SearchEntry) -> tuple[float, bool, float, int, int]:
    """What hits are sorted by."""
    # Of what is only like the words the nearest is all there is to go by.
    is_behind = score >= HAS_WORDS and entry.kind in PUBLISHED
    kind = list(EntryKind).index(entry.kind)
    return -(score // A_WAY_TO_FIT), is_behind, -score, kind, len(entry.name)


def exact_hit(entries: Iterable[SearchEntry], text: str) -> SearchEntry | None:
    """The entry that has these words as its whole name, code or alias; None of several.

    A portfolio or service is no such entry: `housing` asks for more than whose it is.
    """
    asked = _compact(text)
    things = (entry for entry in entries if entry.kind is not EntryKind.OWNER)
    named = [entry for entry in things if asked in _whole_names(entry)]
    return named[0] if asked and len(named) == 1 else None


def exact_measure(code: str) -> str | None:
    """The code of the measure that a code means however it is typed: `con15` is CON 15."""
    named = _measures_by_name().get(_compact(code), ())
    return named[0] if len(named) == 1 else None


@remembered
def _measures_by_name() -> Mapping[str, Sequence[str]]:
    """The codes of the measures that have a whole name, code or alias."""
    codes: dict[str, list[str]] = {}
    for entry in _measure_entries():
        for name in _whole_names(entry):
            codes.setdefault(name, []).append(entry.key)
    return codes


def nearest_measures(code: str, most: int = 3) -> Sequence[SearchEntry]:
    """The measures whose code or name is nearest to one that does not exist."""
    asked = _compact(code)
    return sorted(
        _measure_entries(),
        key=lambda entry: -max(fuzz.ratio(asked, name) for name in _whole_names(entry)),
    )[:most]


def _measure_entries() -> Sequence[SearchEntry]:
    return [entry for entry in search_entries() if entry.kind is EntryKind.MEASURE]


def _score(entry: SearchEntry, asked: str) -> float:
    """How well an entry fits, to 400: by a whole name, its names, its text, then by likeness."""
    compact = asked.replace(" ", "")
    if compact in _whole_names(entry):
        return 400
    names = [_normal(name) for name in (entry.name, *entry.other_names)]
    if any(_has_words(name, asked) for name in names):
        return 300 + max(fuzz.ratio(asked, name) for name in names)
    if any(compact in name.replace(" ", "") for name in names):
        return 250
    text = _normal(f"{entry.text} {entry.called}")
    if _has_words(text, asked):
        return HAS_WORDS
    return _likeness(names, asked)


def _likeness(names: Sequence[str], asked: str) -> float:
    """How like the words asked for are to those of some names, to 100.

    Each has to be like one that is there; short ones and codes are like too many.
    """
    there = {part for name in names for part in name.split()}
    words = [part for part in asked.split() if len(part) > 3 and part.isalpha()]
    if not words:
        return 0
    alike = [max((fuzz.ratio(part, other) for other in there), default=0) for part in words]
    compact = "".join(words)
    joined = [name.replace(" ", "") for name in names]
    longer = [fuzz.partial_ratio(compact, name) for name in joined if len(name) >= len(compact)]
    return max(min(alike), max(longer, default=0) if len(compact) > 6 else 0)


def _has_words(text: str, asked: str) -> bool:
    """Whether all that is asked for begins a word of the text."""
    return all(re.search(rf"\b{re.escape(part)}", text) for part in asked.split())


def _whole_names(entry: SearchEntry) -> set[str]:
    return {_compact(name) for name in (entry.name, *entry.other_names)} - {""}


def _spellings(name: str) -> Iterator[str]:
    """Other ways to write the words of a name that some write with a hyphen."""
    plain = _normal(name)
    for hyphenated in _hyphenated_words():
        parts = hyphenated.replace("-", " ")
        if re.search(rf"\b{parts}", plain):
            spellings = {hyphenated, parts, parts.replace(" ", "")}
            yield from (s for s in sorted(spellings) if s not in name.lower())


@remembered
def _hyphenated_words() -> Sequence[str]:
    """Every word that a KPI, activity or statistic writes with a hyphen."""
    names = [kpi.name for kpi in current_kpis()]
    names += [activity.title for activity in reported_activities()]
    names += [str(row["name"]) for row in selectable_statistics().values()]
    names += [str(kpi.definition["definition"]) for kpi in current_kpis()]
    return tuple(sorted({match for name in names for match in _HYPHENATED.findall(name.lower())}))


def _measures() -> Iterator[SearchEntry]:
    for kpi in current_kpis():
        listed = [str(kpi.definition[column] or "") for column in ("aliases", "members")]
        others = [part for cell in listed for part in cell.split("; ") if part and part != "nan"]
        names = [kpi.code, *others]
        names += [name.replace(" ", "") for name in names if " " in name]
        printed = (word(kpi.definition["official_title"]), service_of(kpi))
        text = " ".join(filter(None, printed))
        yield SearchEntry(
            EntryKind.MEASURE, kpi.code, kpi.name, names, text, everyday_words(_normal(kpi.name))
        )


def _activities() -> Iterator[SearchEntry]:
    """Each activity once, as it was reported last."""
    seen: set[tuple[str, int]] = set()
    for activity in reported_activities():
        if (activity.plan, activity.position) not in seen:
            seen.add((activity.plan, activity.position))
            yield _activity_entry(activity)


def _activity_entry(activity: ReportedActivity) -> SearchEntry:
    texts = [activity.official_title, activity.progress, activity.next_steps, activity.plan]
    text = " ".join(filter(None, texts))
    code = activity.code or ""
    names = [code] if code else [activity.plan]
    key = f"{activity.plan} {activity.position}"
    called = everyday_words(_normal(activity.title))
    progress = " ".join(activity.progress.split()) or "not reported"
    return SearchEntry(
        EntryKind.ACTIVITY,
        key,
        activity.title,
        names,
        " ".join(text.split()),
        called,
        progress,
        activity.illustrative,
    )


def _plan_words() -> Iterator[SearchEntry]:
    if not has_plan():
        return
    plan = current_plan()
    known = corporate_plans.priorities(plan)
    for priority in known:
        yield SearchEntry(
            EntryKind.PRIORITY, priority.code, priority.name, (), priority.description
        )
    for priority in known:
        for outcome in corporate_plans.outcomes(plan, priority.code):
            yield SearchEntry(EntryKind.OUTCOME, priority.code, outcome.title, [outcome.code])


def _statistics() -> Iterator[SearchEntry]:
    for code, row in selectable_statistics().items():
        name = str(row["name"])
        yield SearchEntry(EntryKind.STATISTIC, code, name, called=everyday_words(_normal(name)))


def _owners() -> Iterator[SearchEntry]:
    """Portfolios, leads and services of the current plan, each with the page that is theirs."""
    for name, role in owner_roles().items():
        if name not in earlier_owners():
            yield SearchEntry(EntryKind.OWNER, name, name, text=role.words)


def _areas() -> Iterator[SearchEntry]:
    """The areas of the first statistic, which is the one that most areas have figures of."""
    first = next(iter(selectable_statistics()), None)
    for name, code in selectable_areas(first).items() if first else ():
        yield SearchEntry(EntryKind.AREA, code, name, [code])


def _normal(text: str) -> str:
    """Lower case, without accents, hyphens and other marks, with single spaces."""
    letters = re.sub(r"[\u0300-\u036f'\u2019]", "", unicodedata.normalize("NFKD", text.lower()))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


def _compact(text: str) -> str:
    return _normal(text).replace(" ", "")
