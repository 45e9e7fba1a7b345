"""The search for garbage rests while the server starts, and goes on afterwards."""

import gc
import subprocess
import sys

from access import garbage

START = """
import gc, sys
from unittest.mock import patch
from access import serve
with patch("uvicorn.run", lambda *arguments, **options: print(gc.isenabled())):
    serve.main([])
"""


def test_the_server_is_started_without_searching() -> None:
    started = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    )
    assert started.stdout.split() == ["False"]


def test_what_is_there_when_it_goes_on_is_not_looked_through_again() -> None:
    frozen = gc.get_freeze_count()
    kept: list[object] = [[]]
    garbage.pause()
    try:
        garbage.resume()
        assert gc.isenabled()
        assert gc.get_freeze_count() > frozen
        assert not any(each is kept for each in gc.get_objects())
    finally:
        gc.enable()


def test_where_it_was_not_paused_nothing_is_done() -> None:
    frozen = gc.get_freeze_count()
    garbage.resume()
    assert gc.isenabled()
    assert gc.get_freeze_count() <= frozen
