"""`kill -9` in the middle of writing: nothing acknowledged is lost, nothing is in part or twice.

The short form of `python -m benchmarks.crashes`, which kills a thousand.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.shared import ROOT

KILLS = 12


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forked")
def test_nothing_acknowledged_is_lost_and_nothing_is_in_part_or_twice_after_a_kill() -> None:
    command = [sys.executable, "-m", "benchmarks.crashes", "--kills", str(KILLS), "--json"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    counts = json.loads(ended.stdout)
    assert counts["kills"] == KILLS
    assert counts["acknowledged"] > 0
    assert counts["under_way"] > 0
    assert [counts[name] for name in ("lost", "partial", "twice", "damaged")] == [0, 0, 0, 0]
