"""Any file, read safely: a child process with limits opens it, and only its answer comes in.

A hostile or damaged file can hang a reader, exhaust memory or end the process. It does so to the
child, and the person who gave the file reads a sentence about it.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from loaders.files.limits import LIMITS, MB, FileLimits
from loaders.files.opening import too_large
from loaders.files.refusal import refusal
from loaders.findings.codes import FindingCode
from loaders.layouts import Hints
from loaders.reading import FileRefused, Reading
from loaders.sandbox.wire_format import (
    finding_from_json,
    from_json,
    period_to_json,
    shown_from_json,
)
from loaders.tables.column_mapping import to_json as mapping_to_json

ROOT = Path(__file__).parents[2]
CHILD = (sys.executable, "-E", "-s", "-X", "utf8", "-m", "loaders.sandbox.child")
COMPANION_BYTES = 5 * MB
# Windows starts no process without its own folder; nothing else of the environment is needed.
ENVIRONMENT = ("SYSTEMROOT",)
LAST_OF_STDERR = 4_000

log = logging.getLogger(__name__)


def read_file(
    path: Path,
    *,
    companion: Path | None = None,
    hints: Hints | None = None,
    limits: FileLimits = LIMITS,
) -> Reading:
    """What a file says; `companion` is the JSON description published beside it.

    Raises FileRefused, with a sentence that names the file and what to do, when the file cannot
    be read, for whatever reason; OSError when it is not there.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(path.name, size, limits)
    beside = None if companion is None else (companion.name, companion.read_bytes())
    return read_bytes(path.name, path.read_bytes(), companion=beside, hints=hints, limits=limits)


def read_bytes(
    name: str,
    content: bytes,
    *,
    companion: tuple[str, bytes] | None = None,
    hints: Hints | None = None,
    limits: FileLimits = LIMITS,
) -> Reading:
    """What a file of that name and content says; `companion` is a name and a JSON document.

    Raises FileRefused as read_file() does.
    """
    if len(content) > limits.file_bytes:
        raise too_large(name, len(content), limits)
    if companion is not None and len(companion[1]) > COMPANION_BYTES:
        problem = f"is larger than the {COMPANION_BYTES // MB} MB that a description may have"
        raise refusal(companion[0], FindingCode.TOO_LARGE, problem, "upload the table without it")
    asked = request(name, content, companion, hints or Hints(), limits)
    return understood(name, _ask(name, asked, limits))


def request(
    name: str,
    content: bytes,
    companion: tuple[str, bytes] | None,
    hints: Hints,
    limits: FileLimits,
) -> bytes:
    """What the child process is sent: a line of JSON, the content, the companion's content."""
    beside, description = companion or (None, b"")
    asked = {
        "name": name,
        "size": len(content),
        "companion": beside,
        "companion_size": len(description),
        "period": period_to_json(hints.period) if hints.period else None,
        "mappings": [mapping_to_json(mapping) for mapping in hints.mappings],
        "kpi_codes": asdict(hints.kpi_codes),
        "limits": asdict(limits),
    }
    return json.dumps(asked).encode() + b"\n" + content + description


def _ask(name: str, asked: bytes, limits: FileLimits) -> bytes:
    """The child's answer; it and whatever it started are ended when the time is up."""
    environment = {key: os.environ[key] for key in ENVIRONMENT if key in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        CHILD,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        try:
            answer, complaints = child.communicate(asked, timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise _unsafe(name, f"took longer than {limits.seconds:g} seconds to read") from error
        finally:
            if child.returncode is None:
                _end(child)
    if child.returncode:
        log.error(
            "Reading %s ended with %s: %s", name, child.returncode,
            complaints.decode(errors="replace")[-LAST_OF_STDERR:],
        )  # fmt: skip
        raise _unsafe(name, _how_it_ended(complaints))
    return answer


def understood(name: str, answer: bytes) -> Reading:
    """The reading in a child's answer; raises FileRefused for a refusal, and for nonsense."""
    try:
        answered = json.loads(answer)
        refused = answered.get("refused")
        if refused is None:
            return from_json(answered["reading"])
        finding = finding_from_json(refused)
        shown = [shown_from_json(sheet) for sheet in answered.get("shown", ())]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        log.exception("The answer about %s makes no sense", name)
        raise _unsafe(name, "could not be read") from error
    raise FileRefused(finding, shown)


def _how_it_ended(complaints: bytes) -> str:
    if b"MemoryError" in complaints:
        return "needs more memory to read than a workbook should"
    return "could not be read"


def _unsafe(name: str, problem: str) -> FileRefused:
    action = "open it in Excel, copy the table into a new workbook, save it and upload that"
    return refusal(name, FindingCode.COULD_NOT_BE_READ_SAFELY, problem, action)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child with all its children; it leads a session of its own where there are any."""
    if sys.platform == "win32":
        child.kill()
        return
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        # It ended by itself and left nobody behind.
        return
