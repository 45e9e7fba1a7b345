"""A checked file as the JSON that `python -m loaders check --json` prints: docs/json-format.md."""

from collections.abc import Mapping
from dataclasses import fields

from data.records import records
from data.uploads import StoredFile
from loaders.check import Checked
from loaders.findings.finding import Finding
from loaders.reading import Row
from metrics.period import Period

_ROW_FIELDS = Row.__struct_fields__
_FINDING_FIELDS = tuple(field.name for field in fields(Finding))


def json_report(file: StoredFile, checked: Checked) -> dict[str, object]:
    """What was read from one file as plain lists and dictionaries, for json.dumps."""
    return {
        "file": file.name,
        "sha256": file.sha256,
        "layout": checked.layout or None,
        "status": "publishable" if checked.publishable else "refused",
        "counts": dict(checked.counts),
        "findings": [_finding(finding) for finding in checked.findings],
        "plan_rows": {
            table: [
                dict(cells) for cells in records(frame.astype(object).where(frame.notna(), None))
            ]
            for table, frame in checked.plan_rows.items()
        },
        "rows": [_row(row) for row in checked.rows],
    }


def _finding(finding: Finding) -> Mapping[str, object]:
    return {name: getattr(finding, name) for name in _FINDING_FIELDS}


def _row(row: Row) -> Mapping[str, object]:
    values = {name: getattr(row, name) for name in _ROW_FIELDS}
    vintage = None if row.vintage is None else row.vintage.isoformat()
    return values | {"period": _period(row.period), "vintage": vintage}


def _period(period: Period) -> Mapping[str, str]:
    return {
        "kind": period.kind.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": period.label,
    }
