"""The publishers' files under some folders, read by the layouts that read an upload."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from loaders.files.opening import open_workbook
from loaders.layouts import Hints, layout_for
from loaders.parsing.area_names import recoded_areas
from loaders.reading import Row, RowKind
from metrics.period import Period

ENDINGS = frozenset((".csv", ".xls", ".xlsx", ".ods"))
# What stands beside the statistics and is none: lists of areas, and exports of KPIs.
OTHER_FOLDERS = frozenset(("areas", "kpi"))


class NoFiguresInFile(ValueError):
    """A published file that no layout reads, or that has no figure."""


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """One published file as it was read: its figures, and what was left out of it and why."""

    name: str
    sha256: str
    layout: str
    rows: Sequence[Row]
    left_out: Sequence[str]

    @property
    def published(self) -> str:
        """The day or days on which its figures were published, as 2024-03-26."""
        days = {row.vintage.isoformat() for row in self.rows if row.vintage}
        return "; ".join(sorted(days))


def collected_files(folders: Sequence[Path]) -> Iterator[CollectedFile]:
    """Every published file under the folders in the order of names, the same bytes once.

    Of the same bytes the file with its description beside it counts. Raises NoFiguresInFile, so
    that nothing is left out unnoticed.
    """
    paths: dict[str, Path] = {}
    for path in sorted(published_paths(folders), key=_is_alone):
        paths.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    for sha256, path in sorted(paths.items(), key=lambda item: item[1].name):
        yield collected_file(path, sha256)


def _is_alone(path: Path) -> bool:
    return not path.with_suffix(".json").exists()


def published_paths(folders: Sequence[Path]) -> Iterator[Path]:
    """The files under the folders that hold statistics."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            is_table = path.suffix.lower() in ENDINGS
            if is_table and not OTHER_FOLDERS & set(path.relative_to(folder).parts[:-1]):
                yield path


def collected_file(path: Path, sha256: str) -> CollectedFile:
    """One file with the JSON beside it, if any."""
    beside = path.with_suffix(".json")
    metadata = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else None
    workbook = open_workbook(path.name, path.read_bytes(), metadata)
    layout = layout_for(workbook, Hints())
    reading = layout.read(workbook, Hints()) if layout else None
    rows = [row for row in reading.rows if row.kind is RowKind.STATISTIC_VALUE] if reading else []
    if reading is None or not rows:
        raise NoFiguresInFile(f"{path}: no layout of statistics reads this file.")
    left_out = Counter(finding.message for finding in reading.findings)
    return CollectedFile(
        path.name, sha256, reading.layout, under_current_codes(rows), sorted(left_out)
    )


def under_current_codes(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of areas that were merely given a new code under that code.

    Where the publisher gives a figure for the new code too, both stand as published.
    """
    recoded = recoded_areas()
    published = {(row.code, row.area, row.period) for row in rows}
    return [_under_current_code(row, recoded, published) for row in rows]


def _under_current_code(
    row: Row, recoded: Mapping[str, str], published: Set[tuple[str, str | None, Period | None]]
) -> Row:
    current = recoded.get(row.area or "")
    if current is None or (row.code, current, row.period) in published:
        return row
    note = "; ".join(filter(None, [row.note, f"published as {row.area}"]))
    return structs.replace(row, area=current, note=note)
