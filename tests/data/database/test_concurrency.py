"""Two people who publish at once and thirty readers: no answer in part, no update lost.

The short form of `python -m benchmarks.readers`.
"""

from pathlib import Path

from benchmarks import readers


def test_thirty_readers_and_two_writers_meet_no_torn_read_and_lose_no_update(
    tmp_path: Path,
) -> None:
    counts = readers.run(tmp_path / "district.duckdb", publishes=1, readers=30)
    assert counts.publishes == 2
    assert counts.reads >= 30
    assert (counts.torn, counts.backwards, counts.errors) == (0, 0, 0)
    assert counts.lost_updates == 0
