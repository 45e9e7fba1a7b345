"""Several files at once: read side by side, and which of them must wait for another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from data.reference_tables import KEYS
from data.uploads import Alias
from loaders import publish
from loaders.check import Checked, Plans, Published
from loaders.publish import SubmittedFile
from loaders.reading import Row, RowKind
from loaders.sandbox.reading_queue import readers_at_once
from loaders.tables.column_mapping import ColumnMapping

LOOKS_EVERY_SECONDS = 0.5


def _nothing() -> None:
    pass


def read(  # noqa: PLR0913 - one argument for each thing that people said before
    files: Sequence[SubmittedFile],
    plans: Plans,
    published: Published | None = None,
    *,
    mappings: Sequence[ColumnMapping] = (),
    aliases: Sequence[Alias] = (),
    meanwhile: Callable[[], None] = _nothing,
) -> Iterator[tuple[int, Checked]]:
    """Read and check files as loaders.publish.read does one, several at a time.

    Each comes with its position among `files`, as soon as it is read; `meanwhile` is called again
    and again while none does.
    """
    with ThreadPoolExecutor(readers_at_once()) as readers:
        positions = {
            readers.submit(
                publish.read, submitted, plans, published, mappings=mappings, aliases=aliases
            ): position
            for position, submitted in enumerate(files)
        }
        pending = set(positions)
        while pending:
            done, pending = wait(pending, LOOKS_EVERY_SECONDS, FIRST_COMPLETED)
            yield from ((positions[reading], reading.result()) for reading in done)
            if not done:
                meanwhile()


def overlapping_files(files: Sequence[Checked]) -> Mapping[int, int]:
    """The files that speak of a KPI's or activity's figure that an earlier one brings too.

    By position among `files`, with the position of that earlier one. Such a file is checked against
    the earlier one once that is published. Statistics need not wait: their vintage decides.
    """
    first_file_with: dict[tuple[object, ...], int] = {}
    earlier_files: dict[int, int] = {}
    for position, checked in enumerate(files):
        keys = {*_figure_keys(checked.rows), *_plan_keys(checked)}
        earlier = [first_file_with[key] for key in keys if key in first_file_with]
        if earlier:
            earlier_files[position] = min(earlier)
        else:
            first_file_with |= dict.fromkeys(keys, position)
    return earlier_files


def _plan_keys(checked: Checked) -> Iterator[tuple[object, ...]]:
    for table, frame in checked.plan_rows.items():
        yield from ((table, *key) for key in frame[list(KEYS[table])].itertuples(index=False))


def _figure_keys(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        if row.kind is not RowKind.STATISTIC_VALUE:
            # A download names the plan of its rows, an export does not.
            yield row.kind, row.code, row.period
