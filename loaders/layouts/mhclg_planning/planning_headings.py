"""What MHCLG's planning tables count: the words over a column as outcome, size and agreement."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from loaders.parsing.normalise import plain


class Outcome(StrEnum):
    """What became of applications."""

    RECEIVED = "received"
    DECIDED = "decided"
    GRANTED = "granted"
    IN_TIME = "in time"


class Agreement(StrEnum):
    """Which decisions: all, those without an agreed longer time, those with one (PAs)."""

    ALL = "all"
    WITHOUT = "without"
    WITH = "with"


@dataclass(frozen=True, slots=True)
class PlanningHeading:
    """What a column counts; `size` is major, minor, other, grand (all together), or empty in PS1.

    `percent` says that it is a share of decisions and not their number.
    """

    outcome: Outcome
    size: str
    agreement: Agreement = Agreement.ALL
    percent: bool = False


_AGREEMENTS = {
    Agreement.WITHOUT: re.compile(r"\bexclud(?:ing|es) (?:pas?|performance agreements)\b"),
    Agreement.WITH: re.compile(r"\b(?:pas?|performance agreements) only\b"),
}
# `Within 8 weeks` alone is not in time: it is only so with a time that was agreed.
_IN_TIME = re.compile(
    r"\b(?:decided )?(?:with)?in (?:(?:8|13|16) weeks or )?(?:the |an )?(?:agreed )?time\b"
)
_PERCENT = re.compile(r"%|\b(?:percent|per cent|percentage|proportion|share)\b")
_SIZE = re.compile(r"\b(?P<size>grand|major|minor|other)\b")
_OUTCOME = re.compile(r"\b(?P<outcome>decisions?|decided|granted|received)\b")
_OUTCOMES = {"granted": Outcome.GRANTED, "received": Outcome.RECEIVED}
# What may stand beside: a type of development, such as dwellings, may not.
_BESIDE = re.compile(r"\b(?:total|all|of|the|number|applications?|developments?|planning)\b")


@lru_cache(maxsize=4096)
def planning_heading(typed: str) -> PlanningHeading | None:
    """What a heading says, None for all that is not read: times, types of development, refusals.

    `Total decisions in time; major total (excluding PAs)` and `% of major decisions within 13
    weeks or agreed time` are two ways of writing.
    """
    words = plain(typed)
    agreement = next((a for a, form in _AGREEMENTS.items() if form.search(words)), None)
    if agreement:
        words = _AGREEMENTS[agreement].sub(" ", words)
    in_time, percent = bool(_IN_TIME.search(words)), bool(_PERCENT.search(words))
    words = _PERCENT.sub(" ", _IN_TIME.sub(" ", words))
    size, outcome = _SIZE.search(words), _OUTCOME.search(words)
    rest = _OUTCOME.sub(" ", _SIZE.sub(" ", words, count=1), count=1)
    if _BESIDE.sub(" ", rest).strip() or not (outcome or in_time):
        return None
    word = outcome["outcome"] if outcome else ""
    counted = Outcome.IN_TIME if in_time else _OUTCOMES.get(word, Outcome.DECIDED)
    # Thirteen weeks are the time for major developments alone.
    implied = "major" if in_time and "13 weeks" in plain(typed) else ""
    size_word = size["size"] if size else implied
    return PlanningHeading(counted, size_word, agreement or Agreement.ALL, percent)
