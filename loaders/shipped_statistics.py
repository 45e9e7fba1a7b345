"""Make data/reference/statistic_values.csv, the figures shipped with the application.

`python -m loaders.shipped_statistics FOLDER`, where FOLDER holds the publishers' files as
data/reference/README.md lists them; the layouts read them, as they read an upload.
Which statistics and areas are shipped is in statistics.csv and comparison_groups.csv.
"""

import csv
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data import reference_files
from loaders.accounting.cell_ledger import cell_place
from loaders.files.opening import open_workbook
from loaders.layouts import Hints, layout_for
from loaders.layouts.reference_statistics import COLUMNS
from loaders.reading import Row
from loaders.statistics.statistic_cells import number, stripped
from loaders.workbook import Workbook

VALUES = reference_files.REFERENCE_FOLDER / "statistic_values.csv"
UNITED_KINGDOM, GREAT_BRITAIN = "K02000001", "K03000001"
Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """Published files by their pattern, the sheets that are read, and the statistics to ship.

    All sheets are read where none are named, and every statistic is shipped where none is.
    """

    pattern: str
    sheets: Collection[str] = ()
    codes: Collection[str] = ()


SOURCES = (
    Source("ons-explore-local-statistics/*.csv"),
    Source("population/mye22final.xlsx", ("Cover sheet", "MYE5")),
    Source(
        "pay/Home Geography Table 8.7a   Annual pay - Gross 2019.xls",
        ("All",),
        ("median-annual-pay-residence",),
    ),
    Source(
        "pay/PROV - Home Geography Table 8.7a   Annual pay - Gross 2025.csv",
        (),
        ("median-annual-pay-residence",),
    ),
    Source("housing/Live_Table_122.ods", ("LT122",)),
    Source("housing/Live_Tables_1006-1009.ods", ("Cover_Sheet", "Live_Table_1008C")),
    Source("environment/flytipping_la.ods", (), ("fly-tipping-incidents",)),
)


def shipped_lines(folder: Path) -> Sequence[Line]:
    """The figures of the publishers' files that are shipped, in order, columns as COLUMNS.

    Raises FileNotFoundError where a file is missing.
    """
    tables = reference_files.tables()
    order = {code: position for position, code in enumerate(tables["statistic"]["code"])}
    lines = [line for source in SOURCES for line in _lines(folder, source)]
    areas = {*tables["comparison_group"]["area"]}
    shipped = (line for line in _in_areas(lines, areas) if line["code"] in order)
    return sorted(shipped, key=lambda line: _position(line, order))


def _position(line: Line, order: Mapping[str, int]) -> tuple[int, str, str]:
    return order[line["code"]], line["area"], line["period_start"]


def _lines(folder: Path, source: Source) -> Iterator[Line]:
    paths = sorted(folder.glob(source.pattern))
    if not paths:
        raise FileNotFoundError(folder / source.pattern)
    for path in paths:
        workbook = _workbook(path, source.sheets)
        layout = layout_for(workbook, Hints())
        if layout is None:
            raise ValueError(f"{path}: no layout reads this file")
        for row in layout.read(workbook, Hints()).rows:
            if not source.codes or row.code in source.codes:
                yield _line(row, workbook)


def _workbook(path: Path, sheets: Collection[str]) -> Workbook:
    """The file with the JSON beside it, if any, and only the sheets that are named."""
    beside = path.with_suffix(".json")
    metadata = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else None
    workbook = open_workbook(path.name, path.read_bytes(), metadata)
    kept = [sheet for sheet in workbook.sheets if not sheets or sheet.name in sheets]
    return replace(workbook, sheets=kept)


def _line(row: Row, workbook: Workbook) -> Line:
    period, published = row.period, _texts_beside(row, workbook)
    texts = (
        row.code,
        row.area or "",
        period.kind.value,
        period.start.isoformat(),
        period.end.isoformat(),
        _digits(row.value, published),
        row.state or "",
        _digits(row.lower, published),
        _digits(row.upper, published),
        row.note or "",
        row.vintage.isoformat() if row.vintage else "",
        workbook.file,
    )
    return dict(zip(COLUMNS, texts, strict=True))


def _texts_beside(row: Row, workbook: Workbook) -> Sequence[str]:
    """The texts of the line that a figure came from, that of its own cell first."""
    cell = cell_place(row.cell)
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == row.sheet)
    if cell is None:
        return ()
    values = (sheet.value(*cell), *sheet.rows[cell.row - 1])
    return [stripped(value).replace(",", "") for value in values if isinstance(value, str)]


def _digits(value: float | None, published: Sequence[str]) -> str:
    """A number as it is published where that is a text, to the last digit: `42.0`."""
    if value is None:
        return ""
    digits = str(int(value)) if value.is_integer() else repr(value)
    return next((text for text in published if number(text) == value), digits)


def _in_areas(lines: Iterable[Line], areas: Collection[str]) -> Iterator[Line]:
    """The lines of these areas, and of Great Britain where the United Kingdom is not published."""
    every = list(lines)
    with_uk = {line["code"] for line in every if line["area"] == UNITED_KINGDOM}
    for line in every:
        is_stand_in = line["area"] == GREAT_BRITAIN and line["code"] not in with_uk
        if line["area"] in areas or is_stand_in:
            yield line


def main(folder: Path) -> None:
    """Write statistic_values.csv anew."""
    lines = shipped_lines(folder)
    with VALUES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
