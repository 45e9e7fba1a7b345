"""A dashboard server of its own for a test: a free port, a database of its own, ended by its id."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tests.shared import ROOT

START_SECONDS = 90


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    database: Path,
    command: Sequence[str] | None = None,
    answered_by: str = "localhost",
    health: str = "/health",
    **environment: str,
) -> Iterator[str]:
    """Serve the dashboard on a database and give its address once it answers.

    Its log is beside the database, as `.log`; `answered_by` is a name that it answers to.
    """
    with serving_on(free_port(), database, command, answered_by, health, **environment) as address:
        yield address


@contextmanager
def serving_on(
    port: int,
    database: Path,
    command: Sequence[str] | None = None,
    answered_by: str = "localhost",
    health: str = "/health",
    **environment: str,
) -> Iterator[str]:
    """The same on a port that is known before, such as where its settings name it."""
    arguments = command or ["access.serve", "--port", "{port}"]
    log = database.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.format(port=port) for part in arguments)],
            cwd=ROOT,
            env={**os.environ, "DISTRICT_DATABASE": str(database), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, lambda: process.poll() is not None, log, answered_by, health)
            yield address
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def serving_cold(database: Path) -> Iterator[str]:
    """The same, forked from a process that has imported the app and has not served anybody."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["app"])
    port, log = free_port(), database.with_suffix(".log")
    process = forking.Process(target=_serve, args=(database, port, log))
    process.start()
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, lambda: not process.is_alive(), log)
        yield address
    finally:
        process.terminate()
        process.join(20)


def _serve(database: Path, port: int, log: Path) -> None:
    os.environ["DISTRICT_DATABASE"] = str(database)
    with log.open("wb") as output:
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)
    uvicorn.run("app:app", host="127.0.0.1", port=port)


def _wait(
    address: str,
    ended: Callable[[], bool],
    log: Path,
    answered_by: str = "localhost",
    health: str = "/health",
) -> None:
    request = urllib.request.Request(f"{address}{health}", headers={"Host": answered_by})
    for _ in range(START_SECONDS * 5):
        if ended():
            break
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not answer:\n{log.read_text()[-3000:]}")
