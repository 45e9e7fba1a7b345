"""KPI codes as people type them, to the codes of the plans."""

import calendar
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path

from data.listed import listed
from loaders.parsing.normalise import plain, squeezed

KPIS = Path(__file__).parents[2] / "data" / "reference" / "kpis.csv"
PLANS = KPIS.with_name("plans.csv")

# One to three groups of letters, a number, and what may follow it: `CP HW 18`, `HR 03.1`, `CS02a`.
_CODE = r"[A-Z]{1,6}(?:[ .][A-Z]{1,4}){0,2}[ .-]?\d{1,4}[a-z]?(?:[./-]\d{1,3}[a-z]?)*"
_LIKE_A_CODE = re.compile(rf"(?P<code>{_CODE})(?=$|[\s:\u2013\u2014-])")
_NOT_CODES = re.compile(r"(?:CO2e?|NO2|PM10|PM2\.5|COVID-?19|[A-Z]?\d+G|A\d+|M\d+|B\d+|Q[1-4])\b")
# What is added to a KPI's name and does not make it another: `(New)`, `(cumulative)`, `(YTD)`.
_ADDED = re.compile(
    r"[(\[](?:new|cumulative|ytd|year to date|annual|annually|quarterly|monthly|snapshot|%|£|no\.?"
    r"|number|days|provisional|revised|kpi|pi)[)\]]|[*\u2020]+\s*$",
    re.IGNORECASE,
)
_MONTH_CODE = re.compile(r"(?P<month>[A-Z]{3})[A-Z]*[ .-]?(?P<number>\d{1,2})", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_ABBREVIATIONS = "|".join(_MONTHS)
_SHOWN_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})-(?P<month>{_ABBREVIATIONS})|(?P<of_year>{_ABBREVIATIONS})-(?P<year>\d\d)",
    re.IGNORECASE,
)
_WORDS_OF_A_CODE = 3
# So many letters of the words behind which a code stands are compared.
_BEGINNING = 5
_SAYS_NOTHING = frozenset(("number", "no", "of", "the", "a", "an", "and", "in", "for", "to", "s"))
_SAME_WORDS = re.compile(r"\b(?:percent|per cent|percentage)\b")
# `Fly tipping reports (CON 15)`, `Fly tipping reports - CON 15`.
_CODE_BEHIND = re.compile(
    r"(?P<name>.*\w)\s?(?:[(\[]|\s[-\u2013\u2014:|]\s)\s?(?P<code>[^()\[\]]{2,16})[)\]]?"
)
_SEPARATOR = re.compile(r"^[\s:.)\u2013\u2014-]+")


@cache
def reference_area() -> str:
    """The area of the newest plan that the file in data/reference lists; empty without one."""
    if not PLANS.exists():
        return ""
    with PLANS.open(encoding="utf-8-sig", newline="") as file:
        plans = sorted(csv.DictReader(file), key=lambda plan: plan["starts"])
    return plans[-1]["area"] if plans else ""


@dataclass(frozen=True)
class KpiCodes:
    """The codes of KPIs: canonical spellings by any spelling of them, and codes by name.

    `area` is the code of the area whose council reports them. `aliases` are what people said that
    files call a KPI, by the words as they are compared, and `areas` the same of areas: the code
    that is meant, empty where the words are not the council's own. What a plan knows goes first.
    `units` are those in which all plans count a KPI, by its code.
    """

    spellings: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    area: str = field(default_factory=reference_area)
    aliases: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def code_of_name(self, name: str) -> str | None:
        """The code of the one KPI that has this name, whatever its case, marks and additions."""
        return self.planned_code_of_name(name) or self.alias_meaning(name) or None

    def planned_code_of_name(self, name: str) -> str | None:
        """The same of the names that plans have, whatever people said."""
        return self.names.get(_name_key(name))

    def alias_meaning(self, typed: str) -> str | None:
        """The KPI that people said these words mean, empty where not ours; None where nothing."""
        if not self.aliases or _key(typed) in self.spellings or _name_key(typed) in self.names:
            return None
        return self.aliases.get(alias_key(typed))

    @cached_property
    def _longest_first(self) -> tuple[re.Pattern[str], ...]:
        ordered = sorted(self.spellings, key=len, reverse=True)
        return tuple(_any_spacing(key) for key in ordered)

    def resolve(self, typed: str) -> str:
        """The canonical code where a plan knows the code, otherwise the code as typed."""
        return self.spellings.get(_key(typed)) or self.alias_meaning(typed) or squeezed(typed)

    def is_known(self, typed: str) -> bool:
        """Whether a text is nothing but a code that a plan knows."""
        return _key(typed) in self.spellings or bool(self.alias_meaning(typed))

    def begins(self, typed: str) -> bool:
        """Whether a text begins with a code that a plan knows."""
        return any(pattern.match(squeezed(typed)) for pattern in self._longest_first)

    def split(self, typed: str) -> tuple[str | None, str]:
        """Code and name of a cell that holds both; no code where none begins the text."""
        text = squeezed(typed)
        if _key(text) in self.spellings:
            return self.resolve(text), ""
        for pattern in self._longest_first:
            known = pattern.match(text)
            if known:
                return self.resolve(known[0]), _SEPARATOR.sub("", text[known.end() :])
        behind = _CODE_BEHIND.fullmatch(text)
        if behind and self._is_name_of(behind["name"], behind["code"]):
            return self.resolve(behind["code"]), behind["name"]
        likely = None if _NOT_CODES.match(text) else _LIKE_A_CODE.match(text)
        if likely is None:
            return None, text
        return likely["code"], _SEPARATOR.sub("", text[likely.end() :])

    def _is_name_of(self, name: str, typed: str) -> bool:
        """Whether all words of a name are of what the KPI of a known code is called.

        `Cost of fly tipping - CON 15` is another measure that says where it belongs.
        """
        called = self._words_by_code.get(self.spellings.get(_key(typed), ""), frozenset())
        words = _words(_name_key(name))
        return bool(words) and words <= called

    @cached_property
    def _words_by_code(self) -> Mapping[str, frozenset[str]]:
        """The words of all that a KPI is called."""
        words: dict[str, frozenset[str]] = {}
        for name, code in self.names.items():
            words[code] = words.get(code, frozenset()) | _words(name)
        return words

    def made_into(self, day: date) -> Iterator[str]:
        """Known codes that Excel could have turned into this date: 10-12, 1/03, MAR 01."""
        for code in dict.fromkeys(self.spellings.values()):
            ending = re.search(r"(\d{1,2})[/-](\d{1,2})$", code)
            by_numbers = ending and {int(ending[1]), int(ending[2])} == {day.day, day.month}
            if by_numbers or _is_month_and_day(code, day):
                yield code


def _words(name: str) -> frozenset[str]:
    """The beginnings of a name's words, so that `report` is `reports`."""
    words = re.findall(r"\w+", name)
    return frozenset(word[:_BEGINNING] for word in words if word not in _SAYS_NOTHING)


def date_words(day: date) -> str:
    """What Excel shows in place of a code that it took for a date: `10-Dec`."""
    return f"{day.day}-{calendar.month_abbr[day.month]}"


@lru_cache(maxsize=10_000)
def shown_date(text: str) -> date | None:
    """The day that Excel shows as `10-Dec`, in any year, or a month as `Mar-45`; None of others."""
    parts = _SHOWN_DATE.fullmatch(text.strip())
    if parts is None:
        return None
    month = _MONTHS[(parts["month"] or parts["of_year"]).casefold()]
    day, year = int(parts["day"] or 1), 2000 + int(parts["year"] or 0)
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _is_month_and_day(code: str, day: date) -> bool:
    """Whether a code is a month and a day, or a month and a year where no day is such: `MAR 45`."""
    parts = _MONTH_CODE.fullmatch(code)
    if parts is None or parts["month"].casefold() != calendar.month_abbr[day.month].casefold():
        return False
    number = int(parts["number"])
    if 1 <= number <= calendar.monthrange(day.year, day.month)[1]:
        return day.day == number
    return day.day == 1 and day.year % 100 == number


def alias_key(words: str) -> str:
    """Words of a file as aliases compare them: codes as codes, names without marks."""
    if _is_code(words) and any(map(str.isdigit, words)):
        return _key(words)
    return _name_key(words) or _key(words)


def kpi_codes_of(
    kpis: Sequence[Mapping[str, str]],
    area: str | None = None,
    *,
    aliases: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
) -> KpiCodes:
    """The codes, members and aliases of KPIs, each with at least code, name, members, aliases.

    An alias may be another code or another name; `area` is that of the files in data/reference
    unless it is given. `aliases` and `areas` are what people said, by words as files have them.
    """
    spellings: dict[str, str] = {}
    for kpi in kpis:
        _add(spellings, filter(_is_code, listed(kpi.get("aliases"))), kpi["code"])
        _add(spellings, listed(kpi.get("members")), None)
    # Last, so that a code always wins over another KPI's alias or member.
    _add(spellings, [kpi["code"] for kpi in kpis], None)
    return KpiCodes(
        spellings,
        _codes_by_name(kpis),
        reference_area() if area is None else area,
        {alias_key(words): code for words, code in (aliases or {}).items()},
        {alias_key(words): code for words, code in (areas or {}).items()},
        _units_by_code(kpis),
    )


@cache
def reference_kpi_codes() -> KpiCodes:
    """The codes of the KPIs that the file in data/reference lists."""
    if not KPIS.exists():
        return KpiCodes({})
    with KPIS.open(encoding="utf-8-sig", newline="") as file:
        return kpi_codes_of(list(csv.DictReader(file)))


def _codes_by_name(kpis: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Codes by name, those names left out that two KPIs share."""
    codes_by_name: dict[str, set[str]] = {}
    for kpi in kpis:
        for name in (kpi.get("name") or "", *listed(kpi.get("aliases"))):
            codes_by_name.setdefault(_name_key(name), set()).add(kpi["code"])
    return {name: min(codes) for name, codes in codes_by_name.items() if name and len(codes) == 1}


def _units_by_code(kpis: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """The units of KPIs by code, without those that plans count in several."""
    units: dict[str, set[str]] = {}
    for kpi in kpis:
        units.setdefault(kpi["code"], set()).add(kpi.get("unit") or "")
    return {code: min(named) for code, named in units.items() if len(named) == 1 and all(named)}


@lru_cache(maxsize=10_000)
def _name_key(name: str) -> str:
    """A name as it is compared: `% of calls answered (New)` is `percentage of calls answered`."""
    bare = _ADDED.sub(" ", name)
    words = plain(bare).replace("%", " percentage ")
    return squeezed(_SAME_WORDS.sub("percentage", words))


def _is_code(alias: str) -> bool:
    """Whether an alias is another way to write a code, and not another name."""
    words = alias.split()
    return len(words) == 1 or (len(words) <= _WORDS_OF_A_CODE and alias[-1].isdigit())


def _add(spellings: dict[str, str], typed: Iterable[str], code: str | None) -> None:
    for spelling in typed:
        spellings[_key(spelling)] = code or spelling


@lru_cache(maxsize=10_000)
def _key(code: str) -> str:
    """A code without case, spaces and leading zeros: `CP HW 03` is `cphw3`, `HR 03.1` `hr3.1`."""
    tidy = re.sub(r"[\u2010-\u2015\u2212]", "-", squeezed(code.replace("_", " ")).casefold())
    tidy = re.sub(r"\s*([./-])\s*", r"\1", tidy)
    # A hyphen between letters and number, and a full stop at the end, are a typist's own.
    tidy = re.sub(r"(?<=[a-z])[-.](?=\d)|\.$", "", tidy)
    return re.sub(r"\s|(?<!\d)(?<!\d\.)0+(?=\d)", "", tidy)


def _any_spacing(key: str) -> re.Pattern[str]:
    """The known code at the beginning of a text, however it is spaced and zero-padded."""
    parts = [re.escape(part) for part in re.findall(r"\d+|[a-z]|[^\da-z]", key)]
    padded = [f"0*{part}" if part.isdigit() else part for part in parts]
    return re.compile(r"\s*".join(padded) + r"(?=$|\s|:|[\u2013\u2014-](?!\d))", re.IGNORECASE)
