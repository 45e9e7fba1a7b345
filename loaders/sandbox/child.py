"""The child process: opens one file that may be hostile, reads it, and answers on stdout.

Started as `python -m loaders.sandbox.child` by `parent`. A request comes on stdin: one line of
JSON (see parent.request), then the file's bytes, then its companion's. The answer is one JSON
object, {"reading": ...} or {"refused": ...}; whatever else goes wrong ends the process with a
traceback on stderr, for the log.
"""

import gc
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import IO

from data.reference_tables import columns
from loaders.accounting.cell_ledger import unaccounted
from loaders.accounting.first_rows import first_rows
from loaders.files.limits import FileLimits
from loaders.files.opening import open_workbook
from loaders.files.preparing import prepare
from loaders.files.refusal import refusal
from loaders.findings.codes import FindingCode
from loaders.layouts import Hints, layout_for, layouts
from loaders.layouts.ons_earnings.survey_dates import pay_surveys
from loaders.reading import FileRefused, Reading
from loaders.sandbox.confinement import forbid_io, limit_resources
from loaders.sandbox.wire_format import (
    Json,
    finding_to_json,
    period_from_json,
    shown_to_json,
    to_json,
)
from loaders.statistics.area_names import known_areas
from loaders.statistics.unknown_table import describe_columns
from loaders.tables import column_mapping
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.kpi_codes import know, known_codes
from loaders.workbook import Workbook


def main() -> int:
    """Answer the one request on stdin."""
    answers = _stdout_of_our_own()
    # Nothing here lives long enough to be worth collecting, and collecting costs a third.
    gc.disable()
    asked = json.loads(sys.stdin.buffer.readline())
    limits = FileLimits(**asked["limits"])
    limit_resources(limits)
    content = sys.stdin.buffer.read(asked["size"])
    companion = sys.stdin.buffer.read(asked["companion_size"]) if asked["companion"] else None
    layouts()
    if asked["kpis"]:
        know(asked["kpis"])
    known_codes()
    columns()
    known_areas()
    pay_surveys()
    prepare(content)
    forbid_io()
    with answers:
        # dumps and not dump: writing piece by piece is ten times slower.
        said = answer(asked, content, companion, limits)
        answers.write(json.dumps(said, separators=(",", ":")))
    return 0


def answer(
    asked: Mapping[str, object], content: bytes, companion: bytes | None, limits: FileLimits
) -> Json:
    """The reading of a file, or the finding that says why it was refused."""
    name, hints = str(asked["name"]), _hints(asked)
    try:
        metadata = None if companion is None else metadata_of(str(asked["companion"]), companion)
        workbook = open_workbook(name, content, metadata, limits)
        return {"reading": to_json(read_workbook(workbook, hints))}
    except FileRefused as refused:
        shown = [shown_to_json(sheet) for sheet in refused.shown]
        return {"refused": finding_to_json(refused.finding), "shown": shown}


def _hints(asked: Mapping[str, object]) -> Hints:
    period, mappings = asked["period"], asked["mappings"]
    return Hints(
        period=period_from_json(*period) if isinstance(period, list) else None,
        mappings=[column_mapping.from_json(one) for one in mappings]
        if isinstance(mappings, list)
        else (),
    )


def read_workbook(workbook: Workbook, hints: Hints) -> Reading:
    """What the first layout that recognises the workbook reads, with the workbook's own findings.

    Raises FileRefused with the first rows of its sheets when no layout recognises it.
    """
    hints = replace(hints, mappings=_of_this(workbook, hints.mappings))
    layout = layout_for(workbook, hints)
    if layout is None:
        raise FileRefused(_unknown(workbook).finding, first_rows(workbook))
    reading = layout.read(workbook, hints)
    noticed = {(finding.code, finding.sheet) for finding in reading.findings}
    about = [f for f in workbook.findings if (f.code, f.sheet) not in noticed]
    bug = unaccounted(workbook.file, reading)
    if bug:
        raise FileRefused(bug)
    return replace(
        reading,
        findings=(*about, *reading.findings),
        mapped=tuple(one.signature for one in hints.mappings),
    )


def _unknown(workbook: Workbook) -> FileRefused:
    """Why no layout reads a workbook, with what was recognised of areas, years and figures."""
    told = describe_columns(workbook)
    if told is None:
        action = "check that its headings stand in one row, with codes, periods and values below"
        return refusal(
            workbook.file, FindingCode.NO_LAYOUT, "has no table that can be recognised", action
        )
    problem = f"has no table of a known layout, but this was recognised: {told}"
    action = "on the Upload page say once which columns hold the area, the period and the figures"
    return refusal(workbook.file, FindingCode.NO_LAYOUT, problem, action, found=told)


def _of_this(workbook: Workbook, mappings: Sequence[ColumnMapping]) -> Sequence[ColumnMapping]:
    """The mappings whose headings stand in a row of the workbook, all of areas or all of KPIs."""
    if not mappings:
        return ()
    rows = (row for sheet in workbook.sheets if sheet.visible for row in sheet.rows)
    there = {signature_of(row) for row in rows}
    found = [one for one in mappings if one.signature in there]
    return [one for one in found if one.of_areas == found[0].of_areas]


def metadata_of(name: str, content: bytes) -> Mapping[str, object]:
    """The JSON description published beside a CSV; FileRefused when it is not a JSON object."""
    try:
        metadata = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        metadata = None
    if not isinstance(metadata, dict):
        action = "upload the table without it, or fetch it again from its publisher"
        raise refusal(name, FindingCode.COMPANION, "is not a JSON description of a table", action)
    return metadata


def _stdout_of_our_own() -> IO[str]:
    """Standard output for the answer alone: what any other code prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    sys.exit(main())
