"""Words of a file that nobody knows, each once, with the KPIs or the area that they may mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from data.listed import listed
from loaders.check import Checked
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.parsing.area_codes import geography_of
from loaders.parsing.area_names import like_areas
from loaders.parsing.normalise import plain
from loaders.plans.current_plans import Plans, text_in
from loaders.reading import Row
from loaders.stored_aliases import ACTIVITY, AREA, KPI
from loaders.tables.area_words import names_other_area
from loaders.tables.kpi_codes import alias_key

MOST_SUGGESTIONS = 3
# How like a code or a name must be before it is suggested, from 0 to 1.
_LIKE_CODE, _LIKE_NAME = 0.75, 0.45
_LEAST_LIKE_NAME = 0.3
# Words that nearly every KPI has say little of which one is meant.
_EMPTY_WORDS = frozenset(("of", "the", "and", "in", "to", "for", "by", "a", "number", "percentage",
                          "percent", "%", "total", "rate"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnknownWords:
    """Words of a file that no plan knows: of a KPI (a row or column), area or key activity.

    `findings` are what waits because of them; `suggestions` are codes, the likeliest first. `name`
    is what the file calls it beside its code, empty where nothing else is said.
    """

    kind: str
    words: str
    findings: Sequence[Finding]
    suggestions: Sequence[str]
    name: str = ""


def unknown_words(checked: Checked, plans: Plans) -> Sequence[UnknownWords]:
    """What can be answered once for all figures under the same words, in the order of the file."""
    rows = {(row.sheet, row.cell): row for row in (*checked.rows, *checked.unread)}
    by_words: dict[tuple[str, str], list[tuple[str, Finding, Sequence[str]]]] = {}
    for finding in checked.findings_of(Severity.QUARANTINE):
        row = rows.get((finding.sheet or "", finding.cell or ""))
        for kind, words, suggestions in _questions(finding, row, plans):
            key = (kind, alias_key(words))
            by_words.setdefault(key, []).append((words, finding, suggestions))
    return [
        UnknownWords(
            kind, words, [f for _, f, _ in group], suggestions, _name_beside(words, finding, rows)
        )
        for (kind, _), group in by_words.items()
        for words, finding, suggestions in group[:1]
    ]


def _name_beside(words: str, finding: Finding, rows: Mapping[tuple[str, str], Row]) -> str:
    row = rows.get((finding.sheet or "", finding.cell or ""))
    is_other = row is not None and row.name and alias_key(row.name) != alias_key(words)
    return str(row.name) if row is not None and is_other else ""


def _questions(
    finding: Finding, row: Row | None, plans: Plans
) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The kind, words and suggestions of a finding that words decide; nothing of another."""
    if finding.code is FindingCode.UNKNOWN_KPI and row:
        # A code that another plan has, or that is a part of a KPI, is known.
        if row.code not in plans.kpis and row.code not in plans.part_of:
            yield KPI, row.code, like(row.code, row.name or row.code, plans)
    elif finding.code is FindingCode.CODE_IS_A_DATE and finding.found:
        yield KPI, finding.found, _made_into_a_date(finding, plans)
    elif finding.code is FindingCode.AREA_UNSURE and finding.found and row and row.area:
        yield AREA, finding.found, (row.area,)
    elif finding.code is FindingCode.UNKNOWN_ACTIVITY and row:
        plan = plans.plan_in(row.period)
        codes = [code for of_plan, code in plans.activities if of_plan == plan]
        likely = sorted(codes, key=lambda code: -_ratio(row.code, code))
        yield ACTIVITY, row.code, likely[:MOST_SUGGESTIONS]
    elif finding.code is FindingCode.NOT_OURS and finding.found:
        is_known = names_other_area(finding.found, plans.area)
        yield AREA, finding.found, () if is_known else (plans.area,)


def _made_into_a_date(finding: Finding, plans: Plans) -> Sequence[str]:
    """The codes that a finding says Excel may have made the date of."""
    named = (finding.expected or "").split(", ")
    return [code for code in named if code in plans.kpis][:MOST_SUGGESTIONS]


@dataclass(frozen=True, slots=True)
class UnknownArea:
    """An area of a statistics file that nobody knows, with how many lines were left out for it.

    `geography` is what such areas are where `words` are only what their codes begin with;
    `suggestions` are codes of areas, the likeliest first.
    """

    words: str
    lines: int
    geography: str | None
    suggestions: Sequence[str]


def unknown_areas(checked: Checked) -> Sequence[UnknownArea]:
    """The areas that can be explained, those of which most lines were left out first."""
    return [
        UnknownArea(words, lines, geography_of(words), _like_area(words))
        for words, lines in sorted(checked.unknown_areas.items(), key=lambda item: -item[1])
    ]


@lru_cache(maxsize=4096)
def _like_area(words: str) -> Sequence[str]:
    return () if geography_of(words) else like_areas(words, MOST_SUGGESTIONS)


def like(code: str, name: str, plans: Plans) -> Sequence[str]:
    """The codes of the KPIs whose code or names are like these words, the likeliest first."""
    likeness: dict[str, float] = {}
    for kpi in plans.kpis.values():
        names = [text_in(kpi["name"]), *listed(kpi["aliases"])]
        by_name = max(_likeness(plain(name), plain(known)) for known in names)
        by_code = _ratio(alias_key(code), alias_key(str(kpi["code"])))
        # Codes of other councils look like ours: they say nothing beside a name that does not.
        is_like_code = by_code >= _LIKE_CODE and (name == code or by_name >= _LEAST_LIKE_NAME)
        score = max(by_code if is_like_code else 0, by_name)
        if score >= _LIKE_NAME:
            likeness[str(kpi["code"])] = score
    return sorted(likeness, key=lambda known: (-likeness[known], known))[:MOST_SUGGESTIONS]


def _likeness(words: str, known: str) -> float:
    """How like two names are, from 0 to 1: by the words that both have, and by their letters."""
    of_words, of_known = (
        {_stem(word) for word in text.split()} - _EMPTY_WORDS for text in (words, known)
    )
    fewer = min(len(of_words), len(of_known))
    shared = len(of_words & of_known) / fewer if fewer else 0
    return (shared + _ratio(words, known)) / 2 if words and known else 0


def _stem(word: str) -> str:
    """A word without the endings that slips add: `tips`, `tipping` and `tipped` are alike."""
    for ending in ("ping", "ing", "ped", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending)
    return word


def _ratio(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
