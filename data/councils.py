"""Whose dashboard this is: the council that the setting COUNCIL names, by its code or its name."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.errors import UserError

SETTING = "COUNCIL"
# The kinds of areas.csv that have a council of their own.
KINDS = frozenset((
    "district", "unitary", "metropolitan district", "London borough", "county", "council area",
    "local government district",
))  # fmt: skip
MOST_NAMED = 3  # councils that a mistake may have meant
# What a council's name may say beside the name of its area.
_BESIDE = re.compile(
    r"\b(the|of|royal|london|metropolitan|unitary|city|county|district|borough|council|authority)\b"
)


@dataclass(frozen=True, slots=True)
class Council:
    """A council by the official code and name of its area."""

    code: str
    name: str


class UnknownCouncil(UserError):
    """COUNCIL names no council; the text says which are nearest."""


def council_named(
    setting: str, areas: pd.DataFrame, names: pd.DataFrame, standing: Iterable[str]
) -> Council:
    """The council that a code or name means; UnknownCouncil where it means none or several.

    `areas` and `names` are areas.csv and area_names.csv as text, `standing` the codes of today's
    councils.
    """
    setting, today = setting.strip(), set(standing)
    known = areas[areas["kind"].isin(KINDS)]
    named = dict(zip(known["code"], known["name"], strict=True))
    councils = {code: name for code, name in named.items() if code in today}
    if setting.upper() in councils:
        return Council(setting.upper(), councils[setting.upper()])
    spelled = _spellings(councils, names)
    meant = _meant(setting, spelled)
    if len(meant) == 1:
        return Council(meant[0], councils[meant[0]])
    raise UnknownCouncil(_sentence(setting, meant, named, names, councils, spelled))


def _spellings(councils: Mapping[str, str], names: pd.DataFrame) -> Sequence[tuple[str, str]]:
    """Every name of a council that stands today, with its code."""
    aliases = names[(names["kind"] == "alias") & names["area"].isin(set(councils))]
    return [
        *((name, code) for code, name in councils.items()),
        *zip(aliases["name"], aliases["area"], strict=True),
    ]


def _meant(setting: str, spelled: Sequence[tuple[str, str]]) -> Sequence[str]:
    """The codes of the councils that a name means: spelled alike, else but for `Council`."""
    for form in (_folded, _bare):
        wanted = form(setting)
        if meant := sorted({code for name, code in spelled if wanted and form(name) == wanted}):
            return meant
    return ()


def _folded(name: str) -> str:
    letters = name.casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w ]", " ", letters.replace("'", "")).split())


def _bare(name: str) -> str:
    return " ".join(_BESIDE.sub(" ", _folded(name)).split())


def _sentence(  # noqa: PLR0913, PLR0917 (what was asked for, and all that it may have meant)
    setting: str,
    meant: Sequence[str],
    named: Mapping[str, str],
    names: pd.DataFrame,
    councils: Mapping[str, str],
    spelled: Sequence[tuple[str, str]],
) -> str:
    if meant:
        choices = " or ".join(_words(code, councils) for code in meant)
        return f'{SETTING} is "{setting}", which names several councils; write the code: {choices}.'
    if former := _former(setting, named, councils):
        later = names[(names["area"] == former) & (names["kind"] == "successor")]["name"]
        by = [_words(code, councils) for code in later if code in councils]
        instead = f"; its area belongs to {' and '.join(by)}" if by else ""
        return f"{SETTING} is {_words(former, named)}, a council that is no more{instead}."
    nearest = [_words(code, councils) for code in _nearest(setting, spelled)]
    verb = "nearest is" if len(nearest) == 1 else "nearest are"
    hint = f"; the {verb} {' and '.join(nearest)}" if nearest else ""
    return (
        f'{SETTING} is "{setting}", which is no council of the United Kingdom{hint}. '
        "Write its code, such as E07000131, or its name, such as Harborough."
    )


def _former(setting: str, named: Mapping[str, str], councils: Mapping[str, str]) -> str | None:
    """The code of a council that was and is no more."""
    wanted = _folded(setting)
    former = (code for code in named if code not in councils)
    return next((code for code in former if wanted in (_folded(code), _folded(named[code]))), None)


def _nearest(setting: str, spelled: Sequence[tuple[str, str]]) -> Sequence[str]:
    """The codes of councils whose name has all the words, else that are spelled most alike."""
    by_name = {_bare(name): code for name, code in spelled}
    words = set(_bare(setting).split())
    if having := [code for name, code in by_name.items() if words and words <= set(name.split())]:
        return having[:MOST_NAMED]
    by_code = {code.casefold(): code for _, code in spelled}
    for wanted, choices in ((_bare(setting), by_name), (setting.casefold(), by_code)):
        if near := difflib.get_close_matches(wanted, choices, n=1, cutoff=0.5):
            return [choices[near[0]]]
    return ()


def _words(code: str, names: Mapping[str, str]) -> str:
    return f"{names[code]} ({code})"
