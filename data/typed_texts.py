"""What people write of what they do: names, reasons, words; cleaned, not missing, not too long."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from data import admissible
from data.errors import StoreProblem
from data.uploads import ACKNOWLEDGED, DECIDED, Alias, KpiEvent, Upload

ALIAS_KINDS = ("kpi", "area", "activity")
# Of the last kind the day is the end of the year that an officer forecasts, and the words begin
# with the number; a reason may follow it.
EVENT_KINDS = ("note", "rebase", "definition", "target", "forecast")
FORECAST = re.compile(r"(?P<number>-?[0-9]{1,15}(\.[0-9]+)?)(; (?P<reason>.+))?")


def name(typed: str, missing: str) -> str:
    """A person's name as it is kept; `missing` is the sentence where there is none."""
    return _required(typed, "The name", admissible.NAME_LENGTH, missing)


def reason(typed: str, missing: str) -> str:
    """A reason as it is kept; `missing` is the sentence where there is none."""
    return _required(typed, "The reason", admissible.REASON_LENGTH, missing)


def admitted_event(typed: KpiEvent) -> KpiEvent:
    """An event as it is kept. Raises StoreProblem where it says nothing, or no day or kind."""
    missing = "Say what happened: the chart and the history show it."
    words = _required(typed.words, "What happened", admissible.EVENT_LENGTH, missing)
    if not admissible.is_day(typed.day):
        raise StoreProblem(f"Something happened on {admissible.DAY}, not on {typed.day}.")
    if typed.kind not in EVENT_KINDS:
        kind = admissible.shortened(typed.kind)
        raise StoreProblem(f"What happened is one of {', '.join(EVENT_KINDS)}, not {kind}.")
    if not admissible.is_code(typed.code, slash=True):
        code = admissible.shortened(admissible.on_one_line(typed.code))
        raise StoreProblem(f"A KPI has {admissible.CODE_WITH_SLASH}, not {code}.")
    if typed.kind == "forecast" and not FORECAST.fullmatch(words):
        typed_words = admissible.shortened(words)
        raise StoreProblem(f"A forecast begins with a number such as 92.5, not {typed_words}.")
    return replace(typed, words=words)


def admitted_alias(typed: Alias) -> Alias:
    """An alias as it is kept. Raises StoreProblem where it has no words, or no kind or code."""
    missing = "Give the words of the file that stand for a KPI or an area."
    words = _required(typed.words, "What a file calls it", admissible.REASON_LENGTH, missing)
    if typed.kind not in ALIAS_KINDS:
        kind = admissible.shortened(typed.kind)
        raise StoreProblem(f"Words of a file mean one of {', '.join(ALIAS_KINDS)}, not {kind}.")
    if typed.meaning and not admissible.is_code(typed.meaning, slash=True):
        code = admissible.shortened(admissible.on_one_line(typed.meaning))
        raise StoreProblem(f"A KPI or area has {admissible.CODE_WITH_SLASH}, not {code}.")
    return replace(typed, words=words)


def refuse_long_headings(signature: str, roles: str) -> None:
    """Raise StoreProblem where what is said of columns is longer than any table's headings."""
    for text in (signature, roles):
        _refuse_longer(text, "What is said of the columns", admissible.NOTE_LENGTH)


def admitted_upload(typed: Upload) -> Upload:
    """An upload with its files named as they are kept.

    Raises StoreProblem where one of the names, or a reason for a decision, is missing or too long.
    """
    for decision in _decisions(typed):
        reason(decision, "Give a reason for each decision: the history keeps it.")
    files = [
        replace(
            file,
            name=_required(
                file.name, "The file's name", admissible.FILE_NAME_LENGTH, "Give the file a name."
            ),
        )
        for file in typed.files
    ]
    return replace(typed, files=files)


def _decisions(typed: Upload) -> Sequence[str]:
    """The reasons of all decisions that are published with it."""
    hints = json.loads(typed.hints)
    return [
        str(decision.get("reason", ""))
        for part in (DECIDED, ACKNOWLEDGED)
        for decision in hints.get(part, ())
    ]


def _required(typed: str, what: str, longest: int, missing: str) -> str:
    kept = admissible.on_one_line(typed)
    if not kept:
        raise StoreProblem(missing)
    _refuse_longer(kept, what, longest)
    return kept


def _refuse_longer(text: str, what: str, longest: int) -> None:
    if len(text) > longest:
        raise StoreProblem(
            f"{what} has {len(text):,} characters; give {admissible.at_most(longest)}."
        )
