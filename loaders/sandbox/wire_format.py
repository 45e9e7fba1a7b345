"""Readings as JSON and back: between the child process and its parent, and for the command line.

Floats keep every digit, dates are ISO (2024-04-01), a period is its two days and its kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FirstRows, PlanSheet, Reading, Row, RowKind, SheetView, SheetViewRow
from metrics.period import Period, PeriodKind

Json = dict[str, object]

ROW_FIELDS = tuple(Row.__dataclass_fields__)
FINDING_FIELDS = tuple(Finding.__dataclass_fields__)
NUMBERS = ("value", "target", "target_upper", "lower", "upper")
REQUIRED = ("code", "sheet", "cell")
REPEATED = tuple(
    ROW_FIELDS.index(name) for name in ("code", "sheet", "area", "name", "unit", "note")
)
KIND, PERIOD, VINTAGE = (ROW_FIELDS.index(name) for name in ("kind", "period", "vintage"))
_row_values = attrgetter(*ROW_FIELDS)
_finding_values = attrgetter(*FINDING_FIELDS)


def to_json(reading: Reading) -> Json:
    """A reading as plain lists and dictionaries, for json.dumps; rows are `fields` in order."""
    return {
        "layout": reading.layout,
        "fields": list(ROW_FIELDS),
        "rows": [_values(row) for row in reading.rows],
        "findings": [finding_to_json(finding) for finding in reading.findings],
        "counts": dict(reading.counts),
        "mapped": [list(signature) for signature in reading.mapped],
        "pictures": [_picture_to_json(picture) for picture in reading.pictures],
        "plan_sheets": [_plan_sheet_to_json(sheet) for sheet in reading.plan_sheets],
    }


def from_json(value: Mapping[str, object]) -> Reading:
    """The reading that to_json() gave; ValueError, KeyError or TypeError for anything else."""
    fields = value["fields"]
    if fields != list(ROW_FIELDS):
        raise ValueError(f"rows have other fields: {fields}")
    kept: dict[object, Any] = {}
    return Reading(
        layout=_text(value["layout"]),
        rows=[_row(list(entry), kept) for entry in _list(value["rows"])],
        findings=[finding_from_json(_dict(entry)) for entry in _list(value["findings"])],
        counts={name: _whole(count) for name, count in _dict(value["counts"]).items()},
        mapped=_texts(value["mapped"]),
        pictures=tuple(_picture(_dict(entry)) for entry in _list(value["pictures"])),
        plan_sheets=tuple(_plan_sheet(_dict(entry)) for entry in _list(value["plan_sheets"])),
    )


def row_to_json(row: Row) -> Json:
    """One row as a dictionary of its fields."""
    return dict(zip(ROW_FIELDS, _values(row), strict=True))


def finding_to_json(finding: Finding) -> Json:
    """One finding as a dictionary of its fields."""
    return dict(zip(FINDING_FIELDS, _finding_values(finding), strict=True))


def finding_from_json(value: Mapping[str, object]) -> Finding:
    """The finding that finding_to_json() gave."""
    texts = {
        name: None if value[name] is None else _text(value[name]) for name in FINDING_FIELDS[3:]
    }
    severity = Severity(_text(value["severity"]))
    return Finding(severity, FindingCode(_text(value["code"])), _text(value["message"]), **texts)


def shown_to_json(shown: FirstRows) -> Json:
    """The first rows of a sheet as a dictionary."""
    return {
        "sheet": shown.sheet,
        "first_row": shown.first_row,
        "rows": [list(row) for row in shown.rows],
        "signatures": [list(row) for row in shown.signatures],
    }


def shown_from_json(value: Mapping[str, object]) -> FirstRows:
    """The rows that shown_to_json() gave."""
    rows, signatures = _texts(value["rows"]), _texts(value["signatures"])
    if len(rows) != len(signatures):
        raise ValueError("every row has a signature")
    return FirstRows(_text(value["sheet"]), _whole(value["first_row"]), rows, signatures)


@lru_cache(maxsize=4096)
def period_to_json(period: Period) -> tuple[str, str, str]:
    """A period as its first day, last day and kind."""
    return (period.start.isoformat(), period.end.isoformat(), period.kind.value)


@lru_cache(maxsize=4096)
def period_from_json(start: str, end: str, kind: str) -> Period:
    """The period that period_to_json() gave."""
    return Period(date.fromisoformat(start), date.fromisoformat(end), PeriodKind(kind))


def _values(row: Row) -> list[Any]:
    values = list(_row_values(row))
    values[PERIOD] = period_to_json(row.period)
    if row.vintage is not None:
        values[VINTAGE] = row.vintage.isoformat()
    return values


def _row(values: list[Any], kept: dict[object, Any]) -> Row:
    # The same names and notes stand in thousands of rows: one text of each is kept.
    for place in REPEATED:
        values[place] = kept.setdefault(values[place], values[place])
    values[KIND] = RowKind(values[KIND])
    values[PERIOD] = period_from_json(*values[PERIOD])
    if values[VINTAGE] is not None:
        values[VINTAGE] = date.fromisoformat(values[VINTAGE])
    _check_types(tuple(map(type, values)))
    return Row(*values)


@lru_cache(maxsize=4096)
def _check_types(types: tuple[type, ...]) -> None:
    """Raise TypeError where a row's values are not of its fields' types; few rows differ."""
    for name, found in zip(ROW_FIELDS, types, strict=True):
        if found not in _types_of(name):
            raise TypeError(f"a row has a wrong {name}")


def _types_of(name: str) -> tuple[type, ...]:
    special: Mapping[str, tuple[type, ...]] = {
        "kind": (RowKind,),
        "period": (Period,),
        "provisional": (bool,),
        "vintage": (date, type(None)),
    }
    if name in special:
        return special[name]
    if name in NUMBERS:
        return (int, float, type(None))
    return (str,) if name in REQUIRED else (str, type(None))


def _plan_sheet_to_json(sheet: PlanSheet) -> Json:
    return {
        "table": sheet.table,
        "sheet": sheet.sheet,
        "columns": dict(sheet.columns),
        "rows": [[number, list(texts)] for number, texts in sheet.rows.items()],
        "removed": sorted(sheet.removed),
    }


def _plan_sheet(value: Mapping[str, object]) -> PlanSheet:
    columns = {name: _text(letters) for name, letters in _dict(value["columns"]).items()}
    return PlanSheet(
        table=_text(value["table"]),
        sheet=_text(value["sheet"]),
        columns=columns,
        rows={_whole(row): _words(texts, len(columns)) for row, texts in _list(value["rows"])},
        removed=frozenset(map(_whole, _list(value["removed"]))),
    )


def _picture_to_json(picture: SheetView) -> Json:
    """A picture; a text or outcome is its place among its `words`, as each comes many times."""
    words = list(dict.fromkeys(chain(*(chain(row.texts, row.outcomes) for row in picture.rows))))
    places = {word: place for place, word in enumerate(words)}
    return {
        "sheet": picture.sheet,
        "is_read": picture.is_read,
        "columns": list(picture.columns),
        "words": words,
        "rows": [
            [
                row.number,
                [places[text] for text in row.texts],
                [places[outcome] for outcome in row.outcomes],
            ]
            for row in picture.rows
        ],
        "read_as": [[row, list(said)] for row, said in picture.read_as.items()],
        "last_row": picture.last_row,
        "width": picture.width,
    }


def _picture(value: Mapping[str, object]) -> SheetView:
    columns = tuple(map(_whole, _list(value["columns"])))
    words = tuple(map(_text, _list(value["words"])))
    return SheetView(
        sheet=_text(value["sheet"]),
        is_read=value["is_read"] is True,
        columns=columns,
        rows=tuple(_pictured_row(_list(row), len(columns), words) for row in _list(value["rows"])),
        read_as={_whole(row): _words(said, len(columns)) for row, said in _list(value["read_as"])},
        last_row=_whole(value["last_row"]),
        width=_whole(value["width"]),
    )


def _pictured_row(row: list[Any], width: int, words: Sequence[str]) -> SheetViewRow:
    number, *parts = row
    said = ((words[_whole(place)] for place in _list(part)) for part in parts)
    texts, outcomes = (_of_width(part, width) for part in said)
    return SheetViewRow(_whole(number), texts, outcomes)


def _words(value: object, width: int) -> tuple[str, ...]:
    """A text for every column."""
    return _of_width(map(_text, _list(value)), width)


def _of_width(said: Iterable[str], width: int) -> tuple[str, ...]:
    texts = tuple(said)
    if len(texts) != width:
        raise ValueError("every column has a text")
    return texts


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _texts(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_text, _list(row))) for row in _list(value))


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _dict(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value
