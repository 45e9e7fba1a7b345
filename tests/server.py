"""A dashboard server of its own for a test: a free port, a database of its own, ended by its id."""

import importlib
import multiprocessing
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

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
    log = database.with_suffix(".log")
    variables = {**os.environ, "DISTRICT_DATABASE": str(database), **environment}
    start = _forked if command is None else _started
    arguments = [part.format(port=port) for part in command or ("--port", "{port}")]
    with start(arguments, variables, log) as has_ended:
        address = f"http://127.0.0.1:{port}"
        _wait(address, has_ended, log, answered_by, health)
        yield address


@contextmanager
def _started(
    command: Sequence[str], variables: Mapping[str, str], log: Path
) -> Iterator[Callable[[], bool]]:
    """A process of a module and its arguments; whether it has ended."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield lambda: process.poll() is not None
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _forked(
    arguments: Sequence[str], variables: Mapping[str, str], log: Path
) -> Iterator[Callable[[], bool]]:
    """What `python -m access.serve` does, forked where the pages are imported: a third of the time.

    Settings are read where the app is imported, which each does by itself.
    """
    if not hasattr(os, "fork"):
        with _started(["access.serve", *arguments], variables, log) as has_ended:
            yield has_ended
        return
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["pages.menu", "uvicorn", "authlib.oidc.core"])
    process = forking.Process(target=_serve, args=(arguments, variables, log))
    # It would run the main module again, which the page of a test may have taken the place of.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        process.start()
    try:
        yield lambda: not process.is_alive()
    finally:
        process.terminate()
        process.join(20)


def _serve(arguments: Sequence[str], variables: Mapping[str, str], log: Path) -> None:
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(variables)
    with log.open("wb") as output:
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)
    sys.exit(importlib.import_module("access.serve").main(arguments))


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
