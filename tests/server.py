"""A dashboard server of its own for a test: a free port, a database of its own, ended by its id."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.shared import ROOT

START_SECONDS = 90


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(database: Path, command: Sequence[str] | None = None) -> Iterator[str]:
    """Serve the dashboard on a database and give its address once it answers."""
    port = free_port()
    arguments = command or ["uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}"]
    log = database.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.format(port=port) for part in arguments)],
            cwd=ROOT,
            env={**os.environ, "DISTRICT_DATABASE": str(database)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_SECONDS * 5):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not answer:\n{log.read_text()[-3000:]}")
