"""Memory that nothing uses goes back to the system."""

import ctypes
import re
from pathlib import Path

import pytest

from access import unused_memory
from data.store import Store

STATUS = Path("/proc/self/status")
BLOCK, BLOCKS = 50_000, 2_000
HAS_TRIM = unused_memory._malloc_trim() is not None and STATUS.exists()


def resident() -> int:
    match = re.search(r"VmRSS:\s+(\d+) kB", STATUS.read_text())
    assert match
    return int(match[1]) * 1024


@pytest.mark.skipif(not HAS_TRIM, reason="this C library gives nothing back when asked")
def test_blocks_below_one_that_is_in_use_are_given_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "district.duckdb")
    blocks = [ctypes.create_string_buffer(b"x" * BLOCK) for _ in range(BLOCKS)]
    # The last one stays in use, so that the heap cannot shrink by itself.
    last = blocks.pop()
    blocks.clear()
    before = resident()
    unused_memory.give_back(store)
    assert before - resident() > BLOCK * BLOCKS / 2
    assert last.value == b"x" * BLOCK
