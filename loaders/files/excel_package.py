"""How the parts of an Excel package lead to each other, and its table of strings."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loaders.files.archive import Archive
from loaders.files.excel_text import SharedStrings, shared_strings
from loaders.files.refusal import damaged
from loaders.files.xml_part import PartDamagedError, read_tree


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part is to another; `kind` is the last word of the relationship's type."""

    kind: str
    part: str


def relations(archive: Archive, part: str) -> Mapping[str, Relation]:
    """The parts that `part` (the whole package for "") names, by the name it uses for each."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in archive:
        return {}
    return {
        entry.get("Id", ""): Relation(
            entry.get("Type", "").rpartition("/")[2],
            posixpath.join(folder, entry.get("Target", "").replace("\\", "/")),
        )
        for entry in tree_of(archive, listing).iterfind("Relationship")
        if entry.get("TargetMode") != "External"
    }


def tree_of(archive: Archive, part: str) -> Element:
    """A small part as a tree of local names; raises FileRefused when it is damaged."""
    try:
        with archive.open_xml(part) as stream:
            return read_tree(stream)
    except PartDamagedError as error:
        raise damaged(archive.file, f"{part}: {error}") from error


def strings_of(archive: Archive, part: str) -> SharedStrings:
    """The table of strings, empty when the package has none."""
    if part not in archive:
        return SharedStrings()
    try:
        with archive.open_xml(part) as stream:
            return shared_strings(stream)
    except PartDamagedError as error:
        raise damaged(archive.file, f"{part}: {error}") from error
