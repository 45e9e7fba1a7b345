"""The child process: opens one file that may be hostile, reads it, and answers on stdout.

Started as `python -m loaders.reader` by loaders.intake. A request comes on stdin: one line of
JSON (see intake.request), then the file's bytes, then its companion's. The answer is one JSON
object, {"reading": ...} or {"refused": ...}; whatever else goes wrong ends the process with a
traceback on stderr, for the log.
"""

import gc
import json
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import IO

from loaders.files.limits import Limits
from loaders.files.opening import open_workbook
from loaders.files.refusal import refusal
from loaders.layouts import Hints, layouts
from loaders.reading import FileRefused, Reading
from loaders.reading_json import Json, finding_to_json, period_from_json, to_json
from loaders.workbook import Workbook


def main() -> int:
    """Answer the one request on stdin."""
    answers = _stdout_of_our_own()
    # Nothing here lives long enough to be worth collecting, and collecting costs a third.
    gc.disable()
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    _bind(limits)
    content = sys.stdin.buffer.read(asked["size"])
    companion = sys.stdin.buffer.read(asked["companion_size"]) if asked["companion"] else None
    with answers:
        # dumps and not dump: writing piece by piece is ten times slower.
        answers.write(json.dumps(answer(asked, content, companion, limits)))
    return 0


def answer(
    asked: Mapping[str, object], content: bytes, companion: bytes | None, limits: Limits
) -> Json:
    """The reading of a file, or the finding that says why it was refused."""
    name, period = str(asked["name"]), asked["period"]
    hints = Hints(period=period_from_json(*period) if isinstance(period, list) else None)
    try:
        metadata = None if companion is None else metadata_of(str(asked["companion"]), companion)
        workbook = open_workbook(name, content, metadata, limits)
        return {"reading": to_json(read_workbook(workbook, hints))}
    except FileRefused as refused:
        return {"refused": finding_to_json(refused.finding)}


def read_workbook(workbook: Workbook, hints: Hints) -> Reading:
    """What the first layout that recognises the workbook reads, with the workbook's own findings.

    Raises FileRefused when no layout recognises it.
    """
    layout = next((layout for layout in layouts() if layout.recognises(workbook)), None)
    if layout is None:
        action = "check that its headings stand in one row, with codes, periods and values below"
        raise refusal(workbook.file, "no_layout", "has no table that can be recognised", action)
    reading = layout.read(workbook, hints)
    noticed = {(finding.code, finding.sheet) for finding in reading.findings}
    about = [f for f in workbook.findings if (f.code, f.sheet) not in noticed]
    counts = {"cells": _cells(workbook), "rows": len(reading.rows), **reading.counts}
    return replace(reading, findings=(*about, *reading.findings), counts=counts)


def metadata_of(name: str, content: bytes) -> Mapping[str, object]:
    """The JSON description published beside a CSV; FileRefused when it is not a JSON object."""
    try:
        metadata = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        metadata = None
    if not isinstance(metadata, dict):
        action = "upload the table without it, or fetch it again from its publisher"
        raise refusal(name, "companion", "is not a JSON description of a table", action)
    return metadata


def _cells(workbook: Workbook) -> int:
    return sum(
        value is not None and value != ""
        for sheet in workbook.sheets
        for row in sheet.rows
        for value in row
    )


def _stdout_of_our_own() -> IO[str]:
    """Standard output for the answer alone: what any other code prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _bind(limits: Limits) -> None:
    """Have the system end this process beyond its limits; Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    seconds = math.ceil(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    sys.exit(main())
