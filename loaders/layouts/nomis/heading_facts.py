"""What the words around a number of a Nomis table say of it: area, period, what is counted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.layouts.nomis.nomis_words import NumberRole, number_role
from loaders.parsing.area_codes import is_area_code
from loaders.parsing.area_names import area_code
from loaders.parsing.normalise import plain
from loaders.parsing.published_periods import published_period
from metrics.period import Period

Texts = Mapping[int, str]
_AREAS = re.compile(
    r"(?:local authorit|regions?\b|countr|count(?:y|ies)\b|areas?\b|geography|district|unitary|ward"
    r"|nations?\b|parliamentary|combined authorit|itl\b|nuts\b|20\d\d |local enterprise).*"
)
DATES = frozenset({"date", "dates", "time", "time period", "year", "month"})
_UNSAID = frozenset({"units", "unit", "population", "rural urban", "area type", "geography"})


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """What is known of a number from its column, its line or the keys above.

    `qualities` are what is counted and of whom, as pairs of a kind and words.
    """

    area: str | None = None
    period: Period | None = None
    qualities: tuple[tuple[str, str], ...] = ()
    part: NumberRole = NumberRole.VALUE

    def joined_with(self, other: "HeadingFacts") -> "HeadingFacts":
        """Both together; what the other says counts before what this says."""
        part = self.part if other.part is NumberRole.VALUE else other.part
        area, period = other.area or self.area, other.period or self.period
        return HeadingFacts(area, period, (*self.qualities, *other.qualities), part)


def columns_under(
    levels: Sequence[Texts], taken: set[int | None], *, of_areas: bool
) -> Iterator[tuple[int, HeadingFacts]]:
    """What each column with a heading holds; a heading reaches over those right of it.

    In the last row it reaches only over what belongs to its figure, such as `Conf`.
    """
    reaching = [""] * len(levels)
    for column in range(1, max(map(max, levels)) + 1):
        texts = [level.get(column, "") for level in levels]
        if column in taken or not any(texts):
            continue
        facts = HeadingFacts()
        for depth, text in enumerate(texts):
            part = number_role(text) if text else None
            if text and part is None:
                reaching[depth:] = [text, *[""] * (len(levels) - depth - 1)]
            heading = reaching[depth] if text or depth < len(levels) - 1 else ""
            facts = facts.joined_with(HeadingFacts(part=part or NumberRole.VALUE))
            facts = facts.joined_with(_heading(heading, of_areas=of_areas))
        yield column, facts


def _heading(text: str, *, of_areas: bool) -> HeadingFacts:
    if not text:
        return HeadingFacts()
    period = published_period(text)
    area = None if of_areas or period else area_named(text)
    if period or area:
        return HeadingFacts(area, period)
    return HeadingFacts(qualities=(("variable", text),))


def facts_of_keys(keys: Mapping[str, str]) -> HeadingFacts:
    """What the keys above a table say of all its numbers."""
    facts = HeadingFacts()
    for kind, text in keys.items():
        if kind in DATES:
            facts = facts.joined_with(HeadingFacts(period=published_period(text)))
        elif part := number_role(text):
            facts = facts.joined_with(HeadingFacts(part=part))
        elif is_areas(kind):
            facts = facts.joined_with(HeadingFacts(area=area_named(text)))
        elif kind not in _UNSAID and not kind.isdigit():
            facts = facts.joined_with(HeadingFacts(qualities=((kind, text),)))
    return facts


def is_areas(text: str) -> bool:
    """Whether words say that what stands below or beside them are areas."""
    return _AREAS.fullmatch(plain(text)) is not None


def area_named(text: str) -> str | None:
    """The code of the area that a text names; a code is no name."""
    return None if is_area_code(text) else area_code(None, text)
