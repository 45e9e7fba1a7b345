"""The words of a request: which there are, what they may say, and how they are read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from api.problems import InterfaceProblem, bad_request, nearest, not_there

LATEST = "latest"
FEWEST_ROWS, USUAL_ROWS, MOST_ROWS = 1, 100, 1000
# No version of the dashboard's data is older.
FIRST_DAY = date(2000, 1, 1)
_YEARS = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURSOR = re.compile(r"([0-9a-f]{12})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A word of a request. `known` gives the values it may have; None where it is a form of text.

    At most `most` values stand in one request, with commas between them. `key` is the field of an
    answer that it chooses by; empty where it does more than choose.
    """

    name: str
    description: str
    known: Callable[[], Sequence[str]] | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    most: int = 1
    key: str = ""

    @property
    def schema(self) -> Mapping[str, Any]:
        """What JSON Schema says of its value."""
        if self.known is None:
            return self.form
        values = list(self.known())
        choice = {"type": "string", **({"enum": values} if values else {})}
        if self.most == 1:
            return choice
        return {"type": "array", "items": choice, "minItems": 1, "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A request as read: chosen values by word, the years, the day, and which rows.

    `years` is None for the latest figures, `as_of` None for what stands now.
    """

    chosen: Mapping[str, Sequence[str]]
    years: tuple[int, int] | None
    as_of: date | None
    limit: int
    cursor: tuple[str, int] | None

    def values(self, name: str) -> Sequence[str]:
        """What was chosen under a word; empty where nothing was."""
        return self.chosen.get(name, ())


TIME = Parameter(
    "time",
    "`latest`, a year, or two years as 2020..2024: the periods that end in them",
    form={"type": "string", "pattern": r"^(latest|[0-9]{4}(\.\.[0-9]{4})?)$", "default": LATEST},
)
AS_OF = Parameter(
    "as_of",
    "A day as 2026-09-01: what stood at its end. A day to come is today",
    form={"type": "string", "format": "date"},
)
LIMIT = Parameter(
    "limit",
    "How many rows at most; a table has 1,000 unless fewer are asked for",
    form={
        "type": "integer", "minimum": FEWEST_ROWS, "maximum": MOST_ROWS, "default": USUAL_ROWS,
    },
)  # fmt: skip
CURSOR = Parameter(
    "cursor",
    "Where to go on: taken from `next` of the answer before",
    form={"type": "string", "pattern": "^[0-9a-f]{12}-[0-9]{1,9}$"},
)


def parsed_query(
    pairs: Sequence[tuple[str, str]], parameters: Sequence[Parameter], usual_rows: int
) -> ParsedQuery:
    """A request's words as read; raises InterfaceProblem with the sentence that says what to do."""
    typed = _typed(pairs, [parameter.name for parameter in parameters])
    chosen = {
        parameter.name: _chosen(parameter, typed[parameter.name])
        for parameter in parameters
        if parameter.known is not None and parameter.name in typed
    }
    return ParsedQuery(
        chosen,
        _years(typed.get(TIME.name, LATEST)),
        _day(typed.get(AS_OF.name)),
        _limit(typed.get(LIMIT.name), usual_rows),
        _cursor(typed.get(CURSOR.name)),
    )


def _typed(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> Mapping[str, str]:
    typed: dict[str, str] = {}
    for name, value in pairs:
        if name not in names:
            near = nearest(name, names) if names else "; it takes none"
            raise bad_request(f'There is no parameter "{name}" here{near}.')
        if name in typed:
            raise bad_request(
                f'The parameter "{name}" stands twice; write it once, with commas between values.'
            )
        typed[name] = value
    return typed


def _chosen(parameter: Parameter, text: str) -> Sequence[str]:
    known = {value.casefold(): value for value in (parameter.known or list)()}
    parts = text.split(",") if parameter.most > 1 else [text]
    if len(parts) > parameter.most:
        raise bad_request(
            f'The parameter "{parameter.name}" has {len(parts)} values; write {parameter.most} at '
            "most and ask again for the others."
        )
    for part in parts:
        if part.casefold() not in known:
            near = nearest(part, list(known.values()))
            raise bad_request(f'There is no {parameter.name} "{part}"{near}.')
    return tuple(dict.fromkeys(known[part.casefold()] for part in parts))


def _years(text: str) -> tuple[int, int] | None:
    if text == LATEST:
        return None
    match = _YEARS.fullmatch(text)
    if match is None:
        raise bad_request(f'"{text}" is no time; write latest, 2024 or 2020..2024.')
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    return first, last


def as_of_day(pairs: Sequence[tuple[str, str]]) -> date | None:
    """The day of a request, before its other words are read; None for now."""
    return _day(dict(pairs).get(AS_OF.name))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise bad_request(f'"{text}" is not a day; write it as 2026-09-01.')
    is_past = day < datetime.now(UTC).date()
    return max(day, FIRST_DAY) if is_past else None


def _limit(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    is_whole = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS))
    if not is_whole or not FEWEST_ROWS <= int(text) <= MOST_ROWS:
        raise bad_request(f'"{text}" is no limit; write a whole number from 1 to {MOST_ROWS}.')
    return int(text)


def _cursor(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise bad_request(f'"{text}" is no cursor; take the address under `next` as it is.')
    return match[1], int(match[2])


def offset_of(query: ParsedQuery, edition: str, total: int) -> int:
    """The first row that is asked for; a cursor of another edition leads nowhere."""
    if query.cursor is None:
        return 0
    of_edition, offset = query.cursor
    if of_edition != edition or offset >= total:
        raise _stale()
    return offset


def _stale() -> InterfaceProblem:
    return not_there(
        "This cursor leads nowhere: what stands here has changed since. Begin again without it."
    )
