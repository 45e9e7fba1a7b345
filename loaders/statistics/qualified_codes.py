"""Codes of statistics that a file has for several sexes, ages or other groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from loaders.parsing.normalise import plain
from loaders.statistics.statistic_cells import slug

Qualified: TypeAlias = tuple[str, tuple[str, ...]]
# What publishers call everyone: such a figure has the bare code beside those of its parts.
EVERYONE = frozenset({"persons", "all persons", "all", "total", "all ages", "not applicable", ""})


def qualified_codes(published: Iterable[Qualified]) -> Mapping[Qualified, str]:
    """The code of each name and its qualifiers: those that differ from line to line are in it.

    Figures of everyone stay without, so that they have one code in every file.
    """
    qualifiers_by_name: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, qualifiers in published:
        qualifiers_by_name[name].add(qualifiers)
    codes: dict[Qualified, str] = {}
    for name, all_qualifiers in qualifiers_by_name.items():
        distinct = [_distinguishing(set(values)) for values in zip(*all_qualifiers, strict=True)]
        for qualifiers in all_qualifiers:
            added = [text for text, kept in zip(qualifiers, distinct, strict=True) if text in kept]
            codes[name, qualifiers] = slug(" ".join([name, *added]))
    return codes


def _distinguishing(values: set[str]) -> set[str]:
    """The values that have to be in a code; everyone's has not, where there is one such word."""
    if len(values) == 1:
        return set()
    everyone = {value for value in values if plain(value) in EVERYONE}
    return values - everyone if len(everyone) == 1 else values
