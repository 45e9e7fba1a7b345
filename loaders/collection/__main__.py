"""Make what is shipped of the publishers' files: `python -m loaders.collection FOLDER ...`.

Writes data/reference: published_statistics.parquet, published_files.csv, areas.csv and
similar_areas.csv. With `--counts` and no folder it prints how many figures are shipped of each
statistic for each kind of area; with `--document` it writes them to docs/statistics.md.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path

from data.reference_files import REFERENCE_FOLDER
from loaders.collection import collected_areas, figure_counts
from loaders.collection.collected_files import CollectedFile, collected_files
from loaders.collection.figure_table import figure_table, parquet
from loaders.shipped_statistics import SHIPPED_STATISTICS

DOCUMENT = REFERENCE_FOLDER.parents[1] / "docs" / "statistics.md"
PUBLISHED_FILES = REFERENCE_FOLDER / "published_files.csv"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the reference files of the publishers' figures anew, or print what they hold."""
    parser = argparse.ArgumentParser(prog="python -m loaders.collection", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of published files")
    parser.add_argument("--counts", action="store_true", help="print statistics by kind of area")
    parser.add_argument("--document", action="store_true", help="write docs/statistics.md")
    options = parser.parse_args(arguments)
    if options.counts:
        print(figure_counts.table())
    elif options.document:
        DOCUMENT.write_text(figure_counts.document(), encoding="utf-8")
    elif options.folders:
        write(options.folders)
    else:
        parser.error("name the folders of the published files, or --counts or --document")


def write(folders: Sequence[Path]) -> None:
    """Read every published file under the folders and write what is shipped of them."""
    files = list(collected_files(folders))
    table = figure_table(files)
    areas = collected_areas.collected_areas(table["area"].unique().to_pylist(), folders)
    codes = {area.code for area in areas}
    SHIPPED_STATISTICS.write_bytes(parquet(table))
    _write(PUBLISHED_FILES, FILE_COLUMNS, map(_line, files))
    _write(collected_areas.AREAS, ("code", "name", "kind", "parent"), map(astuple, areas))
    similar = collected_areas.similar_areas(folders, codes)
    _write(collected_areas.SIMILAR_AREAS, ("area", "sense", "nearest"), similar)


FILE_COLUMNS = ("file", "layout", "published", "figures", "areas", "left_out", "sha256")


def _line(file: CollectedFile) -> Sequence[object]:
    areas = len({row.area for row in file.rows})
    left_out = " ".join(file.left_out)
    return file.name, file.layout, file.published, len(file.rows), areas, left_out, file.sha256


def _write(path: Path, columns: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)


if __name__ == "__main__":
    main()
