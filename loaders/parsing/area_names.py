"""Areas as publishers write them, to the codes of areas.csv: by code, by old code, by name."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from pathlib import Path

from loaders.parsing.normalise import plain

Explain = Callable[[str], str | None]

REFERENCE = Path(__file__).parents[2] / "data" / "reference"

_GSS = re.compile(r"(?<![A-Z0-9])[EJKLMNSW]\d{8}(?![A-Z0-9])")
# Footnote marks and what stands after a stroke: `Swansea / Abertawe`, `Dorset 2`.
_AFTER_NAME = re.compile(r"\s+/.*$|[\s\d*\u2020,]+$")
_APOSTROPHES = re.compile("['\u2018\u2019`]")

_LOWER = frozenset({"district", "unitary", "metropolitan district", "London borough"})
_ALL_LOWER = _LOWER | {"council area", "local government district"}
# What is said around a name, and the kinds of area it speaks of; none where it says nothing of it.
_ADDED: Mapping[str, frozenset[str]] = {
    "unitary authority": frozenset({"unitary"}),
    "ua": frozenset({"unitary"}),
    "metropolitan county": frozenset({"metropolitan county"}),
    "met county": frozenset({"metropolitan county"}),
    "county council": frozenset({"county"}),
    "county": frozenset({"county"}),
    "cc": frozenset({"county"}),
    "metropolitan borough council": frozenset({"metropolitan district"}),
    "metropolitan borough": frozenset({"metropolitan district"}),
    "metropolitan district": frozenset({"metropolitan district"}),
    "met district": frozenset({"metropolitan district"}),
    "mbc": frozenset({"metropolitan district"}),
    "mcd": frozenset({"metropolitan district"}),
    "md": frozenset({"metropolitan district"}),
    "london borough council": frozenset({"London borough"}),
    "london borough": frozenset({"London borough"}),
    "lb": frozenset({"London borough"}),
    "district council": _ALL_LOWER,
    "borough council": _LOWER,
    "city council": _ALL_LOWER,
    "district": _ALL_LOWER,
    "borough": _LOWER,
    "dc": _LOWER,
    "bc": _LOWER,
    "b": _LOWER,
    "council": frozenset(),
    "city": frozenset(),
    "region": frozenset({"region"}),
    "city of": frozenset(),
    "county of": frozenset(),
    "city and county of": frozenset(),
    "london borough of": frozenset({"London borough"}),
    "royal borough of": frozenset(),
    "borough of": frozenset(),
    "the": frozenset(),
}
_BEFORE_A_NAME = (" of", "the")
_FIRST_WORDS = tuple(f"{words} " for words in _ADDED if words.endswith(_BEFORE_A_NAME))
_LAST_WORDS = tuple(f" {words}" for words in _ADDED)
# Combined authorities, city regions and ITL areas share names with what they are made of.
_NAMED_KINDS = _ALL_LOWER | {
    "county",
    "metropolitan county",
    "region",
    "nation",
    "country",
    "London sub-region",
}

# How much of a name must agree for a slip of the pen, and how long it must be for that to say much.
_SLIP, _LONG_ENOUGH = 0.9, 6
# No area has a longer name.
_LONGEST = 120
# How much of it before the area is suggested.
_LIKE = 0.65


@dataclass(frozen=True)
class AreaNames:
    """What areas are called: kinds by code, codes by old code and by name, who took whose place.

    `names` has names as published and aliases, `bare` the same without what stands around them.
    """

    kinds: Mapping[str, str]
    old_codes: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    successors: Mapping[str, str]
    called: Mapping[str, str]

    @cached_property
    def letters(self) -> frozenset[str]:
        """How the codes of each kind of area begin: `E07`, `W06`."""
        return frozenset(code[:3] for code in self.kinds)

    def named(self, key: str) -> str | None:
        """The one area of a name as it is compared; None where there is none, or several."""
        forms = list(_forms(key))
        for known in (self.names, self.bare):
            for form, hinted in forms:
                codes = known.get(form)
                if codes:
                    return self._one_of(codes, hinted)
        return None

    def _one_of(self, codes: frozenset[str], hinted: frozenset[str]) -> str | None:
        """The one code that is left without those of another kind, and those that were replaced."""
        fitting = {code for code in codes if self.kinds[code] in hinted} or codes
        current = {self._now(code) for code in fitting} if len(fitting) > 1 else fitting
        return next(iter(current)) if len(current) == 1 else None

    def _now(self, code: str) -> str:
        """The area that covers an area's ground today."""
        while code in self.successors:
            code = self.successors[code]
        return code


@cache
def recoded_areas(folder: Path = REFERENCE) -> Mapping[str, str]:
    """Former to current code of areas that kept their name and had a place to themselves.

    An area that was made of several, or goes by another name, is another area.
    """
    areas = known_areas(folder)
    followed = Counter(areas.successors.values())
    return {
        former: current
        for former, current in areas.successors.items()
        if followed[current] == 1 and areas.called.get(former) == areas.called.get(current)
    }


@cache
def known_areas(folder: Path = REFERENCE) -> AreaNames:
    """The areas of areas.csv under every name in area_names.csv."""
    areas, more = _lines(folder / "areas.csv"), _lines(folder / "area_names.csv")
    names_by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in more:
        names_by_kind[line["kind"]].append((line["name"], line["area"]))
    kinds = {line["code"]: line["kind"] for line in areas}
    called = [(line["name"], line["code"]) for line in areas] + names_by_kind["alias"]
    called = [(_key(name), code) for name, code in called if kinds.get(code) in _NAMED_KINDS]
    return AreaNames(
        kinds,
        dict(names_by_kind["old code"]),
        _grouped(called),
        _grouped((form, code) for name, code in called for form, _ in _forms(name)),
        {area: name for name, area in names_by_kind["successor"]},
        {line["code"]: line["name"] for line in areas},
    )


def area_code(code: str | None, name: str | None) -> str | None:
    """The code of one area of the United Kingdom, None where it is unknown or unsure.

    A GSS code counts wherever it stands, alone or with a name (`E08000009 : Trafford`), known or
    not, unless it is of a kind that areas.csv does not hold, such as wards; then an old code such
    as `31UD`; then the name, however it is written.
    """
    known = _area_code((code or "").strip(), (name or "").strip())
    return known or _explained((name or "").strip()) or _explained((code or "").strip()) or None


@dataclass(frozen=True)
class AreaExplanations:
    """What people said that names of areas mean, for the file that is being read.

    `used` are the names of which it decided, `unknown` the others that are no known area's, with
    the lines that have them.
    """

    explain: Explain
    used: set[str] = field(default_factory=set)
    unknown: Counter[str] = field(default_factory=Counter)


_explanations: ContextVar[AreaExplanations | None] = ContextVar("explained", default=None)


@contextmanager
def explained_areas(explain: Explain) -> Iterator[AreaExplanations]:
    """Within the block a name that nobody knows is what `explain` gives: a code, or no area at all.

    Codes of a kind that areas.csv does not hold are explained by what they begin with: `E05`.
    """
    explanations = AreaExplanations(explain)
    before = _explanations.set(explanations)
    try:
        yield explanations
    finally:
        _explanations.reset(before)


def note_unknown_area(code: str | None, name: str | None) -> None:
    """Note what area_code does not know and nobody explained, for a person to be asked.

    Of a code of a kind that areas.csv does not hold it is what such codes begin with.
    """
    texts = [text for text in ((code or "").strip(), (name or "").strip()) if text]
    coded = next((codes for text in texts if (codes := _GSS.findall(text.upper()))), [])
    words = coded[0][:3] if len(coded) == 1 else next(reversed(texts), "")
    if any(_explained(text) is not None for text in (words, *texts)):
        return
    explanations = _explanations.get()
    if explanations and len(words) <= _LONGEST and any(map(str.isalpha, words)):
        explanations.unknown[words] += 1


def _explained(name: str) -> str | None:
    """The code that somebody said a name means, empty where it is none; None where nobody did."""
    explanations = _explanations.get()
    if explanations is None or not name:
        return None
    meaning = explanations.explain(name)
    if meaning is not None:
        explanations.used.add(name)
    return meaning


@lru_cache(maxsize=10_000)
def _area_code(code: str, name: str) -> str | None:
    areas, texts = known_areas(), (code, name)
    coded = next((codes for text in texts if (codes := set(_GSS.findall(text.upper())))), None)
    if coded:
        # Two codes in a cell are two areas taken together.
        return next((gss for gss in coded if len(coded) == 1 and gss[:3] in areas.letters), None)
    known = next((text for text in texts if text in areas.kinds), None)
    old = (areas.old_codes.get(text.upper()) for text in texts)
    named = (_named(key) for key in dict.fromkeys(_key(text) for text in (name, code) if text))
    return known or next(filter(None, (*old, *named)), None)


# A text is asked about whole and in parts, in which often the same words are left.
@lru_cache(maxsize=10_000)
def _named(key: str) -> str | None:
    return known_areas().named(key)


def near_area(name: str) -> str | None:
    """The one area whose name is all but this one, as a slip of the pen makes it; None without.

    A name of which somebody said what it means is like no other.
    """
    return None if _explained(name.strip()) is not None else _near_area(name)


@lru_cache(maxsize=4096)
def _near_area(name: str) -> str | None:
    areas, key = known_areas(), _key(name)
    near = get_close_matches(key, list(areas.names), n=2, cutoff=_SLIP)
    codes = {code for spelling in near for code in areas.names[spelling]}
    return next(iter(codes)) if len(codes) == 1 and len(key) >= _LONG_ENOUGH else None


def like_areas(name: str, most: int) -> Sequence[str]:
    """The codes of the areas with names most like this one, the likest first."""
    areas = known_areas()
    near = get_close_matches(_key(name), list(areas.names), n=most, cutoff=_LIKE)
    codes = (code for spelling in near for code in sorted(areas.names[spelling]))
    return list(dict.fromkeys(codes))[:most]


def area_name(code: str) -> str:
    """What areas.csv calls an area; the code itself where it has none."""
    return known_areas().called.get(code, code)


def _key(name: str) -> str:
    """A name as it is compared: `  Môn & Menai (B)` is `mon and menai b`."""
    if name.isascii():
        return plain(_APOSTROPHES.sub("", _AFTER_NAME.sub("", name)))
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _AFTER_NAME.sub("", name)))
    return plain("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _forms(key: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The name itself, then with less and less around it, and the kinds of area that this names."""
    hinted: frozenset[str] = frozenset()
    yield key, hinted
    while shorter := _without_one(key):
        key, kinds = shorter
        hinted = hinted or kinds
        yield key, hinted


def _without_one(key: str) -> tuple[str, frozenset[str]] | None:
    if not key.endswith(_LAST_WORDS) and not key.startswith(_FIRST_WORDS):
        return None
    for words, kinds in _ADDED.items():
        if key.endswith(f" {words}"):
            return key.removesuffix(f" {words}"), kinds
        if words.endswith(_BEFORE_A_NAME) and key.startswith(f"{words} "):
            return key.removeprefix(f"{words} "), kinds
    return None


def _grouped(called: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for name, code in called:
        codes[name].add(code)
    return {name: frozenset(area_codes) for name, area_codes in codes.items()}


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
