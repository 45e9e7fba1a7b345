"""Several files at once: read side by side, and which of them must wait for another."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from data.reference_tables import KEYS
from loaders import publish
from loaders.check import Checked, Plans, Published
from loaders.publish import SubmittedFile
from loaders.reading import Row, RowKind
from loaders.tables.column_mapping import ColumnMapping

# A child process a file does the reading; more of them than processors only wait for each other.
AT_ONCE = min(4, os.cpu_count() or 1)


def read(
    files: Sequence[SubmittedFile],
    plans: Plans,
    published: Published | None = None,
    *,
    mappings: Sequence[ColumnMapping] = (),
) -> Iterator[tuple[int, Checked]]:
    """Read and check files as loaders.publish.read does one, several at a time.

    Each comes with its place among `files`, as soon as it is read.
    """
    with ThreadPoolExecutor(AT_ONCE) as readers:
        places = {
            readers.submit(publish.read, submitted, plans, published, mappings=mappings): place
            for place, submitted in enumerate(files)
        }
        for done in as_completed(places):
            yield places[done], done.result()


def overlapping_files(files: Sequence[Checked]) -> Mapping[int, int]:
    """The files that speak of a KPI's or activity's figure that an earlier one brings too.

    By place among `files`, with the place of that earlier one. Such a file is checked against the
    earlier one once that is published. Statistics need not wait: their edition decides.
    """
    brought: dict[tuple[object, ...], int] = {}
    found: dict[int, int] = {}
    for place, checked in enumerate(files):
        keys = {*_figures(checked.rows), *_plan_keys(checked)}
        earlier = [brought[key] for key in keys if key in brought]
        if earlier:
            found[place] = min(earlier)
        else:
            brought |= dict.fromkeys(keys, place)
    return found


def _plan_keys(checked: Checked) -> Iterator[tuple[object, ...]]:
    for table, frame in checked.plan_rows.items():
        yield from ((table, *key) for key in frame[list(KEYS[table])].itertuples(index=False))


def _figures(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        if row.kind is not RowKind.STATISTIC_VALUE:
            yield row.kind, row.plan, row.code, row.period
