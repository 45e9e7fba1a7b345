"""The areas of the collected figures: names, kinds and the areas above them, as areas.csv has them.

What areas.csv says already stands; the script adds what the publishers' files name beside it.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.reference_files import REFERENCE_FOLDER
from loaders.collection.collected_files import published_paths
from loaders.parsing.area_codes import is_area_code

AREAS = REFERENCE_FOLDER / "areas.csv"
SIMILAR_AREAS = REFERENCE_FOLDER / "similar_areas.csv"
# What the first letters of a code say of an area, and the nation that it lies in.
KINDS: Mapping[str, tuple[str, str]] = {
    "E06": ("unitary", ""),
    "E07": ("district", ""),
    "E08": ("metropolitan district", ""),
    "E09": ("London borough", "E12000007"),
    "E10": ("county", ""),
    "E11": ("metropolitan county", ""),
    "E12": ("region", "E92000001"),
    "E23": ("police force area", "E92000001"),
    "E47": ("combined authority", ""),
    "N09": ("local government district", "N92000002"),
    "N34": ("city region", "N92000002"),
    "S12": ("council area", "S92000003"),
    "W06": ("unitary", "W92000004"),
    "W15": ("police force area", "W92000004"),
    "W42": ("city region", "W92000004"),
}
ITL_KINDS = {4: "ITL level 2", 5: "ITL level 3"}
# The senses in which the national office calls areas alike, and the file of each.
SENSES = {"overall": "global", "demographic": "demographic", "economic": "economic"}


class UnnamedArea(ValueError):
    """An area with figures that no file names."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area as areas.csv has it; `parent` is empty where it has none or is not known."""

    code: str
    name: str
    kind: str
    parent: str


def collected_areas(codes: Iterable[str], folders: Sequence[Path]) -> Sequence[Area]:
    """The areas of areas.csv and those of `codes`, in the order of their codes.

    Raises UnnamedArea where a code has no name in the publishers' files.
    """
    known = {area.code: area for area in listed_areas()}
    names = published_names(folders)
    new = sorted(set(codes) - set(known))
    if unnamed := [code for code in new if code not in names]:
        raise UnnamedArea(f"No published file names these areas: {', '.join(unnamed)}.")
    added = {code: Area(code, names[code], *_kind_and_parent(code)) for code in new}
    every = known | added
    return [_under_nearest(every[code], set(every)) for code in sorted(every)]


def listed_areas() -> Iterator[Area]:
    """The areas that areas.csv has now."""
    with AREAS.open(encoding="utf-8", newline="") as file:
        yield from (Area(**line) for line in csv.DictReader(file))


def published_names(folders: Sequence[Path]) -> Mapping[str, str]:
    """What the files call each area: those of statistics first, then the list of areas."""
    names: dict[str, str] = {}
    for folder in folders:
        for path in folder.rglob("areas-list.json"):
            listed = json.loads(path.read_text(encoding="utf-8"))
            names |= zip(listed["areacd"], listed["areanm"], strict=True)
    for path in published_paths(folders):
        if path.suffix == ".csv":
            names |= _names_in(path)
    return names


def similar_areas(folders: Sequence[Path], codes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each area, a sense of likeness, and the codes of the areas most like it, nearest first.

    Only those of `codes`, so that a row names areas that are known.
    """
    known = set(codes)
    for folder in folders:
        for sense, stem in SENSES.items():
            for path in folder.rglob(f"{stem}-neighbours.csv"):
                with path.open(encoding="utf-8-sig", newline="") as file:
                    for code, *nearest in list(csv.reader(file))[1:]:
                        alike = [area for area in nearest if area in known]
                        if code in known:
                            yield code, sense, "; ".join(alike)


def _names_in(path: Path) -> Mapping[str, str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.DictReader(file)
        if not {"areacd", "areanm"} <= set(lines.fieldnames or ()):
            return {}
        return {
            line["areacd"]: line["areanm"].strip() for line in lines if is_area_code(line["areacd"])
        }


def _kind_and_parent(code: str) -> tuple[str, str]:
    return (ITL_KINDS[len(code)], "") if code.startswith("TL") else KINDS[code[:3]]


def _under_nearest(area: Area, codes: set[str]) -> Area:
    """An ITL area lies in the nearest area whose code begins its own: TLC11 in TLC1."""
    if not area.kind.startswith("ITL level") or area.kind == "ITL level 1":
        return area
    above = next(area.code[:n] for n in (4, 3) if n < len(area.code) and area.code[:n] in codes)
    return Area(area.code, area.name, area.kind, above)
