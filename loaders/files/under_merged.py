"""What lies under merged cells: values that nobody sees, and that are not read."""

from collections.abc import Iterable, Iterator, Sequence

from loaders.workbook import CellPlace, CellValue


def empty_under_merged(
    rows: Sequence[list[CellValue]], merged: Iterable[tuple[int, int, int, int]]
) -> Iterator[CellPlace]:
    """Empty every cell of a merged range but the first, and give the place of each."""
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom, len(rows)) + 1):
            values = rows[row - 1]
            for column in range(left, min(right, len(values)) + 1):
                if (row, column) != (top, left):
                    values[column - 1] = None
                    yield CellPlace(row, column)
