"""Drafts of statistics.csv for what the figures have and nobody has defined yet.

What the publishers' JSON says of unit, decimals, publisher and address is carried over. Name,
method and caveat are for a person to write: the publishers' sentences stand there to be read, and
are not to be kept.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from loaders.statistics.statistic_cells import slug

LICENCE = "Open Government Licence v3.0"
# What the publisher writes behind or below a figure, and the unit that statistics.csv has for it.
UNITS: Mapping[str, str] = {
    "%": "percent",
    "per 100,000 population": "per 100,000",
    "per 10,000 population": "per 10,000",
    "per million population": "per million",
    "per 1,000 dwellings": "per 1,000",
    "per 1,000 stock": "per 1,000",
    "in £ millions": "million pounds",
    "in £ millions, 2024 prices": "million pounds",
}

Draft = dict[str, str]


def drafts(files: Mapping[str, str], folders: Sequence[Path]) -> Iterator[Draft]:
    """A draft for each code (with the name of its file) that the publishers' JSON describes."""
    paths = {path.stem: path for folder in folders for path in sorted(folder.rglob("*.json"))}
    for code, file in files.items():
        path = paths.get(Path(file).stem)
        if path is not None:
            described = dict(_described(json.loads(path.read_text(encoding="utf-8-sig"))))
            # A family of one indicator describes it, whatever it calls it.
            yield _draft(code, described.get(code) or next(iter(described.values())))


def _draft(code: str, node: Mapping[str, object]) -> Draft:
    label = _text(node, "label")
    unit = _text(node, "subText") or _text(node, "suffix")
    pounds = "pounds" if _text(node, "prefix") == "GBPSign" else "number"
    return {
        "code": code,
        "name": label,
        "short_name": label,
        "unit": UNITS.get(unit, unit or pounds),
        "decimals": _text(node, "decimalPlaces"),
        "polarity": "none",
        "theme": "",
        "publisher": _text(node, "sourceOrg").replace("|", "; "),
        "source": f"{label}: {_text(node, 'sourceURL').split('|')[0]}",
        "licence": LICENCE,
        "method": _text(node, "longDescription"),
        "caveat": _text(node, "caveats"),
        "estimate": "",
        "cadence": "",
    }


def _described(
    node: Mapping[str, object], name: str = "", above: Mapping[str, object] | None = None
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each indicator of a family by its code, with what it shares with the family."""
    shared = node.get("shared")
    known = {**(above or {}), **(shared if isinstance(shared, Mapping) else {})}
    facts = {**known, **{key: value for key, value in node.items() if not _is_part(value)}}
    if "label" in node:
        yield from ((slug(key), facts) for key in (name, _text(node, "label")) if key)
    for key, part in node.items():
        if isinstance(part, Mapping) and key != "shared":
            yield from _described(part, key, known)


def _is_part(value: object) -> bool:
    return isinstance(value, Mapping)


def _text(node: Mapping[str, object], key: str) -> str:
    value = node.get(key)
    return "" if value is None else " ".join(str(value).split())
